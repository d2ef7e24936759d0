namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>A term that costs lookups, with those that it leads to: a node of the tree of who costs what.</summary>
public sealed record SpfLookup
{
    /// <summary>The domain whose record has the term.</summary>
    public required string Domain { get; init; }

    /// <summary>The term, such as <c>include:_spf.example.net</c>.</summary>
    public required string Term { get; init; }

    /// <summary>Where the term is in that record, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The name that is asked for; null where it depends on the client.</summary>
    public string? Target { get; init; }

    /// <summary>Whether the lookup finds nothing.</summary>
    public bool IsVoid { get; init; }

    /// <summary>The terms that cost lookups in the record that an <c>include</c> or <c>redirect</c> leads to.</summary>
    public IReadOnlyList<SpfLookup> Below { get; init; } = [];

    /// <summary>What the term costs with all below it, of the 10 that are allowed.</summary>
    public int Cost => 1 + Below.Sum(static lookup => lookup.Cost);
}
