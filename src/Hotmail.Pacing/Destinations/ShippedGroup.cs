namespace Hotmail.Pacing.Destinations;

/// <summary>A group that ships with the library: what belongs to it, and the limits by which it differs from the default profile.</summary>
internal sealed record ShippedGroup
{
    public required string Name { get; init; }

    public IReadOnlyList<string> Domains { get; init; } = [];

    public IReadOnlyList<string> MxPatterns { get; init; } = [];

    public required int StartConnections { get; init; }

    public required int MaxParallelConnections { get; init; }

    public required int MaxMessagesPerConnection { get; init; }

    public required TimeSpan InitialRetryDelay { get; init; }

    /// <summary>The group's profile: its own limits over <paramref name="basis"/>.</summary>
    public PacingProfile Over(PacingProfile basis) => basis with
    {
        StartConnections = StartConnections,
        MaxParallelConnections = MaxParallelConnections,
        MaxMessagesPerConnection = MaxMessagesPerConnection,
        Retry = basis.Retry with
        {
            InitialRetryDelay = InitialRetryDelay,
            MaxRetryDelay = InitialRetryDelay > basis.Retry.MaxRetryDelay ? InitialRetryDelay : basis.Retry.MaxRetryDelay,
        },
    };
}
