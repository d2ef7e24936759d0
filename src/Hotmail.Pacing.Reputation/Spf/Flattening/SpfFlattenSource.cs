namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>A name that was read for a flattened term.</summary>
public sealed record SpfFlattenSource
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>What it gave, in order: networks such as <c>ip4:192.0.2.0/24</c>, and terms that stay, with the qualifiers of its record.</summary>
    public required IReadOnlyList<string> Terms { get; init; }
}
