using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>What <see cref="MessageCheck"/> found.</summary>
public sealed record MessageReport
{
    /// <summary>The domain of the From address; null where there is no single one.</summary>
    public required string? FromDomain { get; init; }

    /// <summary>The message's size in bytes, as far as it was read.</summary>
    public required int Size { get; init; }

    /// <summary>What SPF says; null where it was not evaluated, for want of the client's address or the envelope sender.</summary>
    public required SpfResult? Spf { get; init; }

    /// <summary>The signatures.</summary>
    public required DkimMessageResult Dkim { get; init; }

    /// <summary>What DMARC says. Where <see cref="Spf"/> is null, a failure is only certain if SPF would not have passed for the From domain.</summary>
    public required DmarcResult Dmarc { get; init; }

    /// <summary>What is known of its authentication.</summary>
    public required AuthenticationSummary Authentication { get; init; }

    /// <summary>What costs the sender trust, the worst first.</summary>
    public required IReadOnlyList<ReputationIssue> Issues { get; init; }

    /// <summary>The score of these issues.</summary>
    public required ReputationScore Score { get; init; }
}
