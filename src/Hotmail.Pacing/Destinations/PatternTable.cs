namespace Hotmail.Pacing.Destinations;

/// <summary>
/// Patterns and what they lead to, looked up in time that depends on the name's length and not on the number of patterns, without an allocation.
/// Immutable once built. The most specific pattern wins: the name itself, then <c>label.*</c>, then the longest <c>*.suffix</c>.
/// </summary>
internal sealed class PatternTable<TValue>
    where TValue : class
{
    private const StringComparison Comparison = StringComparison.OrdinalIgnoreCase;

    // The levels below a country's own at which names are given out: hotmail.co.uk, hotmail.com.br.
    private static readonly string[] SecondLevels = ["co", "com", "net", "org"];

    // By the hash of the text, so that a part of a name can be looked up without making a string of it (net8.0 has no lookup by span).
    private readonly Dictionary<int, List<(HostPattern Pattern, TValue Value)>> _entries = [];

    /// <summary>Builds the table. The first of two equal patterns holds.</summary>
    public PatternTable(IEnumerable<(HostPattern Pattern, TValue Value)> entries)
    {
        foreach (var (pattern, value) in entries)
        {
            var hash = string.GetHashCode(pattern.Text, Comparison);
            if (!_entries.TryGetValue(hash, out var list))
            {
                _entries.Add(hash, list = []);
            }

            list.Add((pattern, value));
        }
    }

    /// <summary>What the most specific pattern for a name leads to; <see langword="null"/> if none fits.</summary>
    public TValue? Find(string name)
    {
        if (_entries.Count == 0 || name.Length == 0)
        {
            return null;
        }

        if (Find(HostPatternKind.Exact, name) is { } exact)
        {
            return exact;
        }

        if (name[0] == '[')
        {
            return null;
        }

        var rest = name.AsSpan();
        var dot = rest.IndexOf('.');
        if (dot > 0 && IsTopLevel(rest[(dot + 1)..]) && Find(HostPatternKind.AnyTopLevel, rest[..dot]) is { } anyTopLevel)
        {
            return anyTopLevel;
        }

        for (; dot >= 0; dot = rest.IndexOf('.'))
        {
            rest = rest[(dot + 1)..];
            if (Find(HostPatternKind.Below, rest) is { } below)
            {
                return below;
            }
        }

        return null;
    }

    private TValue? Find(HostPatternKind kind, ReadOnlySpan<char> text)
    {
        if (_entries.TryGetValue(string.GetHashCode(text, Comparison), out var list))
        {
            foreach (var (pattern, value) in list)
            {
                if (pattern.Kind == kind && text.Equals(pattern.Text, Comparison))
                {
                    return value;
                }
            }
        }

        return null;
    }

    private static bool IsTopLevel(ReadOnlySpan<char> rest)
    {
        var dot = rest.IndexOf('.');
        if (dot < 0)
        {
            return true;
        }

        // Countries have two letters.
        if (rest.Length - dot - 1 != 2)
        {
            return false;
        }

        foreach (var level in SecondLevels)
        {
            if (rest[..dot].Equals(level, Comparison))
            {
                return true;
            }
        }

        return false;
    }
}
