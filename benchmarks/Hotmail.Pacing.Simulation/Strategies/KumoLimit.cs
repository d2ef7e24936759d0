namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>The connection_limit of one KumoMTA source → site, as its rule for "too many connections" changes it. Pure: the time is an argument.</summary>
/// <param name="configured">The limit that the configuration names.</param>
internal abstract class KumoLimit(int configured)
{
    /// <summary>SetConfig is polled every 30 s through a cache of a minute (facts/mta.md §1): so much later, at most, does it bite.</summary>
    public const long LongestLag = 90 * TimeSpan.TicksPerSecond;

    protected int Configured { get; } = configured;

    /// <summary>The limit now. Time does not go back.</summary>
    public abstract int At(long now);

    /// <summary>A reply matched the rule.</summary>
    /// <param name="now">The time.</param>
    /// <param name="lag">How late a change bites.</param>
    public abstract void Match(long now, long lag);

    /// <summary>When the limit changes next by itself; <see cref="long.MaxValue"/> when it does not.</summary>
    public abstract long ChangesAt(long now);

    /// <summary>
    /// R1, the community rule for Microsoft (§1): from the second match within an hour on, every match sets the limit to 1 until an hour after it; it takes effect up to 90 s
    /// late, and snaps back.
    /// </summary>
    internal sealed class Timed(int configured) : KumoLimit(configured)
    {
        private const long Duration = TimeSpan.TicksPerHour;
        private const int Threshold = 2;
        private const int Overridden = 1;

        // The code's counting window is the rule's duration.
        private readonly Model.RecentTimes _matches = new(Duration);
        private long _from;
        private long _until;

        public override int At(long now) => now >= _from && now < _until ? Overridden : Configured;

        public override void Match(long now, long lag)
        {
            if (_matches.Add(now) < Threshold)
            {
                return;
            }

            if (now >= _until)
            {
                _from = now + lag;
            }

            _until = now + Duration;
        }

        public override long ChangesAt(long now) => now < _from ? _from : now < _until ? _until : long.MaxValue;
    }

    /// <summary>
    /// §7, d, in the spirit of PR #594, whose numbers are not known: halve, not below 1, and raise by a tenth, at least 1, every 5 minutes without a cut. It takes effect up to
    /// 90 s late, as any override does; matches until then call for the same cut, which is ours and kind.
    /// </summary>
    internal sealed class Halving(int configured) : KumoLimit(configured)
    {
        private const double Raise = 1.1;
        private const long RaiseEvery = 5 * TimeSpan.TicksPerMinute;

        private int _limit = configured;
        private long _cutAt = long.MaxValue;
        private long _raiseAt = long.MaxValue;

        public override int At(long now)
        {
            while (Math.Min(_cutAt, _raiseAt) <= now)
            {
                if (_cutAt <= _raiseAt)
                {
                    _limit = Math.Max(1, _limit / 2);
                    (_raiseAt, _cutAt) = (_cutAt + RaiseEvery, long.MaxValue);
                }
                else
                {
                    _limit = Math.Min(Configured, Math.Max(_limit + 1, (int)(_limit * Raise)));
                    _raiseAt = _limit < Configured ? _raiseAt + RaiseEvery : long.MaxValue;
                }
            }

            return _limit;
        }

        public override void Match(long now, long lag)
        {
            At(now);
            _cutAt = Math.Min(_cutAt, now + lag);
        }

        public override long ChangesAt(long now)
        {
            At(now);
            return Math.Min(_cutAt, _raiseAt);
        }
    }
}
