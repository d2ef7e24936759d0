namespace Hotmail.Pacing.Destinations;

/// <summary>What a <see cref="HostPattern"/> stands for.</summary>
internal enum HostPatternKind : byte
{
    /// <summary>One name.</summary>
    Exact = 0,

    /// <summary>Every name below one: <c>*.example.com</c>.</summary>
    Below,

    /// <summary>A label under any top level, or under the common second level of a country: <c>hotmail.*</c> is hotmail.com and hotmail.co.uk, not hotmail.evil.example.</summary>
    AnyTopLevel,
}
