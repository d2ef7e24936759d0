using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>What <see cref="MailExchangerCheck"/> found.</summary>
public sealed record MailExchangerReport
{
    /// <summary>The domain in ASCII, without a final dot.</summary>
    public required string Domain { get; init; }

    /// <summary>Its mail exchangers, the preferred first, at most ten. Where it has no MX record but addresses, the domain itself. Empty for a null MX.</summary>
    public IReadOnlyList<MailExchanger> MailExchangers { get; init; } = [];

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
