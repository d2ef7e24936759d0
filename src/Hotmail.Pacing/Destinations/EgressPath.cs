namespace Hotmail.Pacing;

/// <summary>An egress source and a destination group: the unit that limits are kept for, since receivers count per source IP.</summary>
/// <param name="Source">The egress source's name.</param>
/// <param name="Group">The destination group's name.</param>
public readonly record struct EgressPath(string Source, string Group)
{
    /// <summary><c>source → group</c>, for logs and screens.</summary>
    public override string ToString() => $"{Source} → {Group}";
}
