namespace Hotmail.Pacing.Dispatch;

/// <summary>
/// Remembers for a while which mail exchangers could not be reached, so that not every new connection waits for a dead one first. They are tried
/// last, not left out: when all are dead, all are tried. Bounded: at its capacity it forgets the lot, which costs only some waiting.
/// </summary>
internal sealed class HostMemory
{
    /// <summary>How long a host that did not answer is tried last. ZoneMTA skips such a host for 2 minutes, 15 after a time-out (facts/mta.md §5).</summary>
    public static readonly TimeSpan Unreachable = TimeSpan.FromMinutes(5);

    private const int Capacity = 10_000;

    private readonly object _sync = new();
    private readonly Dictionary<string, DateTimeOffset> _deadUntil = new(StringComparer.Ordinal);

    public void MarkUnreachable(string host, DateTimeOffset now)
    {
        lock (_sync)
        {
            if (_deadUntil.Count >= Capacity)
            {
                _deadUntil.Clear();
            }

            _deadUntil[host] = now + Unreachable;
        }
    }

    public void MarkReached(string host)
    {
        lock (_sync)
        {
            _deadUntil.Remove(host);
        }
    }

    public bool IsUnreachable(string host, DateTimeOffset now)
    {
        lock (_sync)
        {
            return _deadUntil.TryGetValue(host, out var until) && until > now;
        }
    }
}
