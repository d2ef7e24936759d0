namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>The modelled receiver: its cap, what refusals do to it, and its own count of what it did.</summary>
internal sealed class Receiver(Scenario scenario)
{
    private readonly Queue<TimeSpan> _openings = new();
    private readonly Queue<TimeSpan> _penalised = new();
    private readonly Queue<TimeSpan> _towardsBlock = new();
    private readonly Queue<TimeSpan> _lastMinute = new();
    private double _factor = 1;
    private double _trust = scenario.Trust?.Start ?? double.MaxValue;
    private TimeSpan _factorAt;
    private TimeSpan _shrunkAt = TimeSpan.FromDays(-1);
    private TimeSpan _blockedUntil = TimeSpan.MinValue;
    private int _blockRestarts;
    private long _hour;
    private bool _hourDelivered;
    private bool _hourRefused;

    public int Open { get; private set; }

    public int MostOpen { get; private set; }

    public int Accepted { get; private set; }

    public int Refused { get; private set; }

    public int WorstMinute { get; private set; }

    public int Blocks { get; private set; }

    public int CapAt(TimeSpan now)
    {
        Sync(now);
        var cap = Math.Min(scenario.CapAt(now), _trust);
        return (int)(_factor < 1 && scenario.Penalty is { } penalty ? Math.Max(Math.Min(penalty.Floor, cap), cap * _factor) : cap);
    }

    /// <summary>A connection arrives.</summary>
    /// <returns>Whether it may stay.</returns>
    public bool Arrive(TimeSpan now)
    {
        var cap = CapAt(now);
        var blocked = now < _blockedUntil;
        if (!blocked && Open < cap && !IsTooFast(now))
        {
            Open++;
            Accepted++;
            MostOpen = Math.Max(MostOpen, Open);
            if (scenario.OpenRate is not null)
            {
                _openings.Enqueue(now);
            }

            return true;
        }

        Refuse(now, blocked);
        return false;
    }

    public void Close(TimeSpan now, int delivered)
    {
        Sync(now);
        Open--;
        _hourDelivered |= delivered > 0;
    }

    private bool IsTooFast(TimeSpan now)
    {
        if (scenario.OpenRate is not { } rate)
        {
            return false;
        }

        while (_openings.TryPeek(out var first) && first <= now - rate.Window)
        {
            _openings.Dequeue();
        }

        return _openings.Count >= rate.Connections;
    }

    private void Refuse(TimeSpan now, bool blocked)
    {
        Refused++;
        _hourRefused = true;
        WorstMinute = Math.Max(WorstMinute, Count(_lastMinute, now, TimeSpan.FromMinutes(1)));
        if (scenario.Penalty is { } penalty && Count(_penalised, now, penalty.Window) > penalty.Tolerated && now - _shrunkAt >= penalty.Window)
        {
            _factor *= penalty.Shrink;
            _shrunkAt = now;
        }

        if (scenario.Block is not { } block)
        {
            return;
        }

        if (blocked)
        {
            if (_blockRestarts++ < 3)
            {
                _blockedUntil = now + block.For;
            }
        }
        else if (Count(_towardsBlock, now, block.Window) >= block.Refusals)
        {
            Blocks++;
            _blockRestarts = 0;
            _blockedUntil = now + block.For;
            _towardsBlock.Clear();
        }
    }

    private static int Count(Queue<TimeSpan> times, TimeSpan now, TimeSpan window)
    {
        times.Enqueue(now);
        while (times.Peek() <= now - window)
        {
            times.Dequeue();
        }

        return times.Count;
    }

    private void Sync(TimeSpan now)
    {
        if (_factor < 1 && scenario.Penalty is { } penalty)
        {
            _factor = Math.Min(1, _factor + (penalty.RecoverPerHour * (now - _factorAt).TotalHours / Math.Max(1, scenario.CapAt(now))));
        }

        _factorAt = now;
        for (; _hour < (long)now.TotalHours; _hour++)
        {
            if (scenario.Trust is { } trust)
            {
                _trust = _hourRefused ? Math.Max(trust.Start, _trust - trust.PerHour)
                    : _hourDelivered ? Math.Min(trust.Max, _trust + trust.PerHour) : _trust;
            }

            (_hourDelivered, _hourRefused) = (false, false);
        }
    }
}
