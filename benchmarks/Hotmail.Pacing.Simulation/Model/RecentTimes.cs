namespace Hotmail.Pacing.Simulation.Model;

/// <summary>Times within a window that ends now, counted.</summary>
internal sealed class RecentTimes(long window)
{
    private readonly Queue<long> _times = new();

    /// <summary>How many there are in the window.</summary>
    public int CountAt(long now)
    {
        while (_times.TryPeek(out var first) && first <= now - window)
        {
            _times.Dequeue();
        }

        return _times.Count;
    }

    /// <summary>Adds one.</summary>
    /// <returns>How many there are in the window now.</returns>
    public int Add(long now)
    {
        _times.Enqueue(now);
        return CountAt(now);
    }

    /// <summary>When the oldest in the window leaves it.</summary>
    public long FirstLeaves => _times.Peek() + window;

    public void Clear() => _times.Clear();
}
