namespace Hotmail.Pacing.DependencyInjection;

/// <summary>What somebody who mistyped a name may have meant.</summary>
internal static class NearestName
{
    /// <summary>The nearest of the known names, if it is near enough to be meant: at most a quarter of it differs.</summary>
    public static string? Find(string name, IEnumerable<string> known)
    {
        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in known)
        {
            var distance = Distance(name, candidate);
            if (distance < least && distance * 4 <= candidate.Length)
            {
                nearest = candidate;
                least = distance;
            }
        }

        return nearest;
    }

    /// <summary>The nearest name as the end of a sentence; empty if there is none.</summary>
    public static string Hint(string name, IEnumerable<string> known) => Find(name, known) is { } nearest ? $" Did you mean {nearest}?" : string.Empty;

    /// <summary>How many characters must be changed, added or removed (Levenshtein), without regard to case.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var change = diagonal + (char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
