namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>What was read of one sender: which name gave which terms.</summary>
internal sealed class SenderLog
{
    private readonly List<(string Name, string? Term)> _entries = [];

    /// <summary>Where it stands, for <see cref="ForgetAfter"/>.</summary>
    public int Position => _entries.Count;

    /// <summary>A name was asked for.</summary>
    public void AddName(string name) => _entries.Add((name, null));

    /// <summary>A name gave a term.</summary>
    public void Add(string name, string term) => _entries.Add((name, term));

    /// <summary>What was read since is not used: receivers go on reading it themselves.</summary>
    public void ForgetAfter(int position) => _entries.RemoveRange(position, _entries.Count - position);

    /// <summary>All of it, by name in the order of the first question.</summary>
    public IReadOnlyList<SpfFlattenSource> ToSources() =>
    [
        .. _entries.GroupBy(static entry => entry.Name, static entry => entry.Term, StringComparer.OrdinalIgnoreCase)
            .Select(static name => new SpfFlattenSource { Name = name.Key, Terms = [.. name.OfType<string>().Distinct().Order(StringComparer.Ordinal)] }),
    ];
}
