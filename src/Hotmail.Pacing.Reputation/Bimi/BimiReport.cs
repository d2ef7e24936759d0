using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Bimi;

/// <summary>The logo that a domain wants shown beside its mail, and what is wrong with it.</summary>
public sealed record BimiReport
{
    /// <summary>The domain in ASCII and lower case; as it was given, where it is no domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The record that applies, of the domain or its organisational domain; null unless there is exactly one.</summary>
    public string? Record { get; init; }

    /// <summary>Where the logo is; null where the record names none.</summary>
    public string? Logo { get; init; }

    /// <summary>Where the certificate for the logo is; null where the record names none.</summary>
    public string? Certificate { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
