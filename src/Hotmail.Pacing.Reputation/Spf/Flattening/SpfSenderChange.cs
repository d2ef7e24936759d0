namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>What a sender says now and did not say before, or the other way round.</summary>
public sealed record SpfSenderChange
{
    /// <summary>The term of the domain's own record.</summary>
    public required string Term { get; init; }

    /// <summary>What it gives now: networks such as <c>ip4:192.0.2.0/24</c>, and terms that stay. Mail from new networks fails with the earlier records.</summary>
    public required IReadOnlyList<string> Added { get; init; }

    /// <summary>What it gives no more. Strangers there may pass with the earlier records.</summary>
    public required IReadOnlyList<string> Removed { get; init; }
}
