namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>A term of the domain's record that was flattened. What its names say may change; then the flattened record is stale.</summary>
public sealed record SpfFlattenSender
{
    /// <summary>The term of the domain's own record, such as <c>include:_spf.example.net</c>, <c>mx</c> or <c>redirect=_spf.example.net</c>.</summary>
    public required string Term { get; init; }

    /// <summary>The names that it was read from, with what each gave.</summary>
    public required IReadOnlyList<SpfFlattenSource> Sources { get; init; }
}
