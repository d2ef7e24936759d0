using System.Net;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>What <see cref="ReverseDnsCheck"/> found.</summary>
public sealed record ReverseDnsReport
{
    /// <summary>The address, an IPv4 address mapped into IPv6 as the IPv4 address that it is.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Its names, the first ten, in the DNS's order.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Those of them that lead back to the address.</summary>
    public IReadOnlyList<string> ConfirmedNames { get; init; } = [];

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
