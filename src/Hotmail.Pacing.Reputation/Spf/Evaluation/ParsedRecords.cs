using System.Collections.Concurrent;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>
/// Records that were taken apart before, by their text: the same few are met again and again, and taking them apart is most of the work.
/// Safe for use by several threads at once, and bounded: when it is full, it begins anew.
/// </summary>
internal sealed class ParsedRecords
{
    private const int MostRecords = 1000;

    private const int LongestText = 4096;

    private readonly ConcurrentDictionary<string, SpfRecord> _records = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>How many are kept.</summary>
    public int Count => _records.Count;

    /// <summary>The record of a text.</summary>
    public SpfRecord Get(string text)
    {
        if (_records.TryGetValue(text, out var known))
        {
            return known;
        }

        var record = SpfRecord.Parse(text);
        if (text.Length > LongestText)
        {
            return record;
        }

        if (Interlocked.Increment(ref _count) > MostRecords)
        {
            _records.Clear();
            Volatile.Write(ref _count, 1);
        }

        _records[text] = record;
        return record;
    }
}
