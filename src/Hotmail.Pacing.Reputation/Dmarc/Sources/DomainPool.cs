namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>The domains that sources are told of, each once, and not more of them than memory allows: strangers choose them.</summary>
internal sealed class DomainPool
{
    private const int MaxDomains = 20_000;
    private const int LongestName = 253;
    private readonly HashSet<string> _domains = new(StringComparer.Ordinal);

    /// <summary>The domain as it is kept, in lower case; null where it is none, or where there are too many.</summary>
    public string? Keep(string domain)
    {
        if (domain.Length > LongestName || !domain.All(static letter => char.IsLetterOrDigit(letter) || letter is '.' or '-' or '_'))
        {
            return null;
        }

        var name = domain.TrimEnd('.').ToLowerInvariant();
        if (name.Length == 0)
        {
            return null;
        }

        return _domains.TryGetValue(name, out var kept) ? kept : _domains.Count < MaxDomains && _domains.Add(name) ? name : null;
    }
}
