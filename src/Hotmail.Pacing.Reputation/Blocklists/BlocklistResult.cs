using System.Net;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What one blocklist says.</summary>
public sealed record BlocklistResult
{
    /// <summary>The list.</summary>
    public required Blocklist List { get; init; }

    /// <summary>What it says.</summary>
    public required BlocklistStatus Status { get; init; }

    /// <summary>Why it is not known, for <see cref="BlocklistStatus.Unknown"/>.</summary>
    public BlocklistProblem Problem { get; init; }

    /// <summary>The same as a sentence.</summary>
    public required string Explanation { get; init; }

    /// <summary>What the list answered; empty where it does not have it.</summary>
    public IReadOnlyList<IPAddress> Answers { get; init; } = [];

    /// <summary>What the answers mean, as far as the list's definition says.</summary>
    public IReadOnlyList<BlocklistCode> Codes { get; init; } = [];

    /// <summary>What the list itself says of the listing (its TXT record), at most 200 characters; null where it says nothing.</summary>
    public string? Reason { get; init; }
}
