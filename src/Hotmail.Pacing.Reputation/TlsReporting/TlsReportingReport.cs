using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.TlsReporting;

/// <summary>Where a domain wants reports of TLS failures, and what is wrong with it.</summary>
public sealed record TlsReportingReport
{
    /// <summary>The domain in ASCII and lower case; as it was given, where it is no domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The record at <c>_smtp._tls.</c> and the domain; null unless there is exactly one.</summary>
    public string? Record { get; init; }

    /// <summary>The URIs that reports are wanted at, those that can be understood.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
