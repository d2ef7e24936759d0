using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;

/// <summary>A domain's DMARC policy, and what is wrong with it.</summary>
public sealed record DmarcPolicyReport
{
    /// <summary>The domain in ASCII and lower case; as it was given, where it is no domain.</summary>
    public required string Domain { get; init; }

    /// <summary>Which record applies, and what was asked to find it.</summary>
    public required DmarcDiscoveryResult Discovery { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
