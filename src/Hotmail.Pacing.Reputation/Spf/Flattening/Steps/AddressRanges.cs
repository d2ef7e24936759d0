namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>Numbers from 0 as ranges with both ends in them: in order, neither overlapping nor adjacent. Immutable.</summary>
internal sealed class AddressRanges
{
    private readonly List<(UInt128 First, UInt128 Last)> _ranges;

    private AddressRanges(List<(UInt128 First, UInt128 Last)> ranges) => _ranges = ranges;

    /// <summary>No number.</summary>
    public static AddressRanges None { get; } = new([]);

    /// <summary>The ranges in their order.</summary>
    public IReadOnlyList<(UInt128 First, UInt128 Last)> Ranges => _ranges;

    public bool IsEmpty => _ranges.Count == 0;

    /// <summary>The numbers from the one to the other.</summary>
    public static AddressRanges Of(UInt128 first, UInt128 last) => new([(first, last)]);

    /// <summary>What is in any of them.</summary>
    public static AddressRanges Union(IEnumerable<AddressRanges> sets)
    {
        var merged = new List<(UInt128 First, UInt128 Last)>();
        foreach (var (first, last) in sets.SelectMany(static set => set._ranges).OrderBy(static range => range.First))
        {
            if (merged.Count > 0 && (merged[^1].Last == UInt128.MaxValue || first <= merged[^1].Last + 1))
            {
                merged[^1] = (merged[^1].First, UInt128.Max(merged[^1].Last, last));
            }
            else
            {
                merged.Add((first, last));
            }
        }

        return new AddressRanges(merged);
    }

    /// <summary>What is in this and not in the other.</summary>
    public AddressRanges Except(AddressRanges other)
    {
        var rest = new List<(UInt128 First, UInt128 Last)>();
        var from = 0;
        foreach (var (first, last) in _ranges)
        {
            var start = first;
            var isOver = false;
            while (from < other._ranges.Count && other._ranges[from].Last < first)
            {
                from++;
            }

            for (var i = from; i < other._ranges.Count && other._ranges[i].First <= last && !isOver; i++)
            {
                var hole = other._ranges[i];
                if (hole.First > start)
                {
                    rest.Add((start, hole.First - 1));
                }

                isOver = hole.Last >= last;
                start = isOver ? last : hole.Last + 1;
            }

            if (!isOver)
            {
                rest.Add((start, last));
            }
        }

        return new AddressRanges(rest);
    }

    /// <summary>Whether some number is in both.</summary>
    public bool Overlaps(AddressRanges other)
    {
        for (int i = 0, j = 0; i < _ranges.Count && j < other._ranges.Count;)
        {
            if (_ranges[i].Last < other._ranges[j].First)
            {
                i++;
            }
            else if (other._ranges[j].Last < _ranges[i].First)
            {
                j++;
            }
            else
            {
                return true;
            }
        }

        return false;
    }
}
