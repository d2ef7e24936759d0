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

    /// <summary>What each DKIM signature is worth, from the top of the header.</summary>
    public required DkimMessageResult Dkim { get; init; }

    /// <summary>What DMARC says. A temporary error not only where the DNS did not answer: also where it would be for SPF to decide, and that was not evaluated.</summary>
    public required DmarcResult Dmarc { get; init; }

    /// <summary>The three in short: what passes, what does not, and what is not known.</summary>
    public required AuthenticationSummary Authentication { get; init; }

    /// <summary>What costs the sender trust, the worst first; what could not be checked last. Each says what was found, why it matters and what to do.</summary>
    public required IReadOnlyList<ReputationIssue> Issues { get; init; }

    /// <summary>What these issues leave of 100 points.</summary>
    public required ReputationScore Score { get; init; }
}
