namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>Messages by source. Bounded: of twice as many sources as it keeps, those with the most messages remain.</summary>
/// <typeparam name="TSource">What tells sources apart.</typeparam>
/// <param name="most">How many it keeps.</param>
internal sealed class SourceTally<TSource>(int most)
    where TSource : notnull
{
    private readonly Dictionary<TSource, (long Messages, long Failing)> _sums = [];

    public int Count => _sums.Count;

    /// <summary>The sources that it keeps, those with the most messages first.</summary>
    public IEnumerable<KeyValuePair<TSource, (long Messages, long Failing)>> Top => _sums.OrderByDescending(static source => source.Value.Messages).Take(most);

    public (long Messages, long Failing) this[TSource source] => _sums.GetValueOrDefault(source);

    public void Add(TSource source, long messages, long failing)
    {
        if (!_sums.TryGetValue(source, out var sums) && _sums.Count >= 2 * most)
        {
            foreach (var least in _sums.OrderBy(static known => known.Value.Messages).Take(_sums.Count - most).Select(static known => known.Key).ToArray())
            {
                _sums.Remove(least);
            }
        }

        _sums[source] = (Sum(sums.Messages, messages), Sum(sums.Failing, failing));
    }

    public static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;
}
