using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Model;

/// <summary>What the receiver keeps of one source IP: its cap, what refusals do to it, and its own count of what it did.</summary>
/// <param name="scenario">The receiver.</param>
/// <param name="faultless">Whether the sender is one who is never refused: no penalty, and trust grows every hour. The oracle's.</param>
internal sealed class Receiver(ReceiverScenario scenario, bool faultless)
{
    private const int MostBlockRestarts = 3;

    private readonly CapStep[] _steps = [.. scenario.Cap];
    private readonly RecentTimes _openings = new(scenario.OpenRate?.Window.Ticks ?? 0);
    private readonly RecentTimes _penalised = new(scenario.Penalty?.Window.Ticks ?? 0);
    private readonly RecentTimes _towardsBlock = new(scenario.Block?.Window.Ticks ?? 0);
    private readonly RecentTimes _lastMinute = new(TimeSpan.TicksPerMinute);
    private double _factor = 1;
    private double _trust = scenario.Trust?.Start ?? double.MaxValue;
    private long _recoversFrom;
    private long _shrunkAt = long.MinValue / 2;
    private long _blockedUntil = long.MinValue;
    private long _hourEnds = TimeSpan.TicksPerHour;
    private int _blockRestarts;
    private bool _hourDelivered;
    private bool _hourRefused;

    public int Open { get; private set; }

    public int MostOpen { get; private set; }

    public long Accepted { get; private set; }

    public long Refused { get; private set; }

    public int WorstMinute { get; private set; }

    public int Blocks { get; private set; }

    /// <summary>The connections that it takes at that instant.</summary>
    public int CapAt(long now)
    {
        Sync(now);
        var cap = Math.Min(BaseCapAt(now), _trust);
        if (_factor < 1 && scenario.Penalty is { } penalty)
        {
            Recover(now, penalty);
            cap = Math.Max(Math.Min(penalty.Floor, cap), cap * _factor);
        }

        return now < _blockedUntil ? 0 : (int)cap;
    }

    /// <summary>When another connection may be accepted by the opening rate.</summary>
    public long RateAllowsAt(long now) =>
        scenario.OpenRate is { } rate && _openings.CountAt(now) >= rate.Connections ? _openings.FirstLeaves : now;

    /// <summary>A connection is judged.</summary>
    /// <returns>Whether it may stay.</returns>
    public bool Arrive(long now)
    {
        if (faultless || (Open < CapAt(now) && RateAllowsAt(now) <= now && now >= _blockedUntil))
        {
            Open++;
            Accepted++;
            MostOpen = Math.Max(MostOpen, Open);
            if (scenario.OpenRate is not null)
            {
                _openings.Add(now);
            }

            return true;
        }

        Refuse(now);
        return false;
    }

    public void Close() => Open--;

    /// <summary>It accepted a message.</summary>
    public void Deliver(long now)
    {
        if (now >= _hourEnds)
        {
            Sync(now);
        }

        _hourDelivered = true;
    }

    private double BaseCapAt(long now)
    {
        var cap = 0.0;
        foreach (var step in _steps)
        {
            if (step.At.Ticks > now)
            {
                break;
            }

            cap = step.Connections;
        }

        return scenario.DiurnalAmplitude == 0 ? cap : cap * (1 + (scenario.DiurnalAmplitude * Math.Sin(2 * Math.PI * now / TimeSpan.TicksPerDay)));
    }

    private void Refuse(long now)
    {
        Sync(now);
        Refused++;
        _hourRefused = true;
        WorstMinute = Math.Max(WorstMinute, _lastMinute.Add(now));
        if (scenario.Penalty is { } penalty)
        {
            Recover(now, penalty);
            if (_penalised.Add(now) > penalty.Tolerated && now - _shrunkAt >= penalty.Window.Ticks)
            {
                // The factor stops where the floor is: the cap grows back from there, not from below it.
                var least = Math.Min(1, penalty.Floor / Math.Max(1, Math.Min(BaseCapAt(now), _trust)));
                _factor = Math.Max(Math.Min(_factor, least), _factor * penalty.Shrink);
                _shrunkAt = now;
            }

            // It grows back only while it refuses nothing.
            _recoversFrom = now;
        }

        if (scenario.Block is not { } block)
        {
            return;
        }

        if (now < _blockedUntil)
        {
            if (_blockRestarts++ < MostBlockRestarts)
            {
                _blockedUntil = now + block.For.Ticks;
            }
        }
        else if (_towardsBlock.Add(now) >= block.Refusals)
        {
            Blocks++;
            _blockRestarts = 0;
            _blockedUntil = now + block.For.Ticks;
            _towardsBlock.Clear();
        }
    }

    private void Recover(long now, PenaltyScenario penalty)
    {
        if (_factor < 1)
        {
            var hours = (now - _recoversFrom) / (double)TimeSpan.TicksPerHour;
            _factor = Math.Min(1, _factor + (penalty.RecoverPerHour * hours / Math.Max(1, Math.Min(BaseCapAt(now), _trust))));
        }

        _recoversFrom = now;
    }

    private void Sync(long now)
    {
        for (; now >= _hourEnds; _hourEnds += TimeSpan.TicksPerHour)
        {
            if (scenario.Trust is { } trust)
            {
                _trust = _hourRefused ? Math.Max(trust.Start, _trust - trust.PerHour)
                    : _hourDelivered || faultless ? Math.Min(trust.Max, _trust + trust.PerHour) : _trust;
            }

            (_hourDelivered, _hourRefused) = (false, false);
        }
    }
}
