using System.Net;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Identity;

/// <summary>What <see cref="HeloCheck"/> found.</summary>
public sealed record HeloReport
{
    /// <summary>The name, as it was given.</summary>
    public required string Name { get; init; }

    /// <summary>The addresses that it leads to.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
