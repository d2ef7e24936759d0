namespace Hotmail.Pacing.Control;

/// <summary>An opening: when, and how many connections were open with it and confirmed before it.</summary>
internal readonly record struct Opening(DateTimeOffset At, int Level, int Confirmed);

/// <summary>The last connections that were opened, refused ones not counted.</summary>
internal sealed class OpeningLog
{
    /// <summary>As many as are remembered: a receiver that allows more in a window is not told from one without such a limit.</summary>
    public const int Capacity = 256;

    // Grows with use: there may be as many paths as there are domains.
    private Opening[] _openings = new Opening[4];
    private int _end;
    private int _count;

    public void Add(Opening opening)
    {
        if (_count == _openings.Length && _count < Capacity)
        {
            Grow();
        }

        _openings[_end] = opening;
        _end = (_end + 1) % _openings.Length;
        _count = Math.Min(_count + 1, _openings.Length);
    }

    /// <summary>The opening of that time, if it is remembered.</summary>
    public Opening? Find(DateTimeOffset at) => Search(at) is var back and > 0 ? Back(back) : null;

    /// <summary>The most that were open with one opened after that; 0 when none was.</summary>
    public int HighestAfter(DateTimeOffset at)
    {
        var highest = 0;
        for (var back = 1; back <= _count && Back(back).At > at; back++)
        {
            highest = Math.Max(highest, Back(back).Level);
        }

        return highest;
    }

    /// <summary>Takes out an opening that was refused.</summary>
    public void Remove(DateTimeOffset at)
    {
        var back = Search(at);
        if (back == 0)
        {
            return;
        }

        for (var later = back; later > 1; later--)
        {
            _openings[Index(later)] = Back(later - 1);
        }

        _end = Index(1);
        _count--;
    }

    /// <summary>How many were opened after that.</summary>
    public int CountAfter(DateTimeOffset start)
    {
        var (after, before) = (0, _count + 1);
        while (before - after > 1)
        {
            var middle = (after + before) / 2;
            (after, before) = Back(middle).At > start ? (middle, before) : (after, middle);
        }

        return after;
    }

    /// <summary>The opening so many back; 1 is the latest.</summary>
    public Opening Back(int number) => _openings[Index(number)];

    private int Search(DateTimeOffset at)
    {
        var back = 1;
        while (back <= _count && Back(back).At > at)
        {
            back++;
        }

        return back <= _count && Back(back).At == at ? back : 0;
    }

    private int Index(int number) => (_end - number + _openings.Length) % _openings.Length;

    /// <summary>Makes room for twice as many; called when it is full, so the oldest is at the end.</summary>
    private void Grow()
    {
        var grown = new Opening[_openings.Length * 2];
        _openings.AsSpan(_end).CopyTo(grown);
        _openings.AsSpan(0, _end).CopyTo(grown.AsSpan(_openings.Length - _end));
        (_openings, _end) = (grown, _count);
    }
}
