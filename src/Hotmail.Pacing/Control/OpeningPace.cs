namespace Hotmail.Pacing.Control;

/// <summary>What a refusal says of the rate at which connections are opened.</summary>
internal enum PaceVerdict : byte
{
    /// <summary>Nothing: it is the number open.</summary>
    NotToBlame,

    /// <summary>Perhaps it is the rate: cut nothing, let a window pass, and see.</summary>
    Suspected,

    /// <summary>It is the rate.</summary>
    ToBlame,
}

/// <summary>
/// The learned pace of openings: none until a receiver is seen to count openings in a time instead of connections open at once.
/// Then as many in a window as it accepted, evenly spaced, and now and then one more.
/// </summary>
internal sealed class OpeningPace(ControlSettings settings)
{
    /// <summary>The receiver sees openings a little later than they are made, and not all by the same time.</summary>
    private const double Margin = 1.02;

    private readonly OpeningLog _log = new();
    private RollingMax _proven;
    private int _suspected;
    private int _step = 1;
    private bool _raisedLast;
    private TimeSpan _hold = settings.LearnedHoldMin;
    private DateTimeOffset _changedAt;
    private DateTimeOffset _boundAt;

    public ControlSettings Settings { get; set; } = settings;

    /// <summary>The openings that a window may hold; 0 when there is no limit.</summary>
    public int PerWindow { get; private set; }

    /// <summary>The least time between two openings; zero when there is no limit.</summary>
    public TimeSpan Interval => PerWindow == 0 ? TimeSpan.Zero : Settings.OpeningWindow * Margin / PerWindow;

    /// <summary>The openings per tick of late.</summary>
    public double RateAt(DateTimeOffset now)
    {
        var count = CountAt(now);
        return count < 2 || now <= _log.Back(count).At ? 0 : count / (double)(now - _log.Back(count).At).Ticks;
    }

    private int CountAt(DateTimeOffset now) => _log.CountAfter(now - (Settings.OpeningWindow * Margin));

    public void Opened(Opening opening) => _log.Add(opening);

    /// <summary>The opening of that time, if it was made within the window.</summary>
    public Opening? Find(DateTimeOffset openedAt) => _log.Find(openedAt);

    /// <summary>An opening was refused: it does not count.</summary>
    public void Withdraw(DateTimeOffset openedAt) => _log.Remove(openedAt);

    /// <summary>An opening was accepted, so the rate it was made at is fine.</summary>
    public void Confirmed(DateTimeOffset now)
    {
        var count = CountAt(now);
        _proven.Add(now, Settings.OpeningRateProvenFor, count);
        if (_suspected > 0 && count > _suspected + Tolerance(_suspected))
        {
            _suspected = 0;
        }
    }

    /// <summary>
    /// Judges a refusal, after the refused opening was withdrawn. It speaks against the rate, and not against the number open, when that many
    /// connections had just been fine but that many openings never were; and again so after a window's rest.
    /// </summary>
    public PaceVerdict Judge(DateTimeOffset now, bool levelWasFine)
    {
        var accepted = CountAt(now);
        if (PerWindow > 0)
        {
            return accepted + 1 >= 0.9 * PerWindow ? PaceVerdict.ToBlame : PaceVerdict.NotToBlame;
        }

        var fine = _proven.Read(now, Settings.OpeningRateProvenFor);
        if (!levelWasFine || accepted is < 2 or >= OpeningLog.Capacity || accepted < fine - Math.Max(1, fine / 20))
        {
            _suspected = 0;
            return PaceVerdict.NotToBlame;
        }

        var again = _suspected > 0 && Math.Abs(accepted - _suspected) <= Tolerance(_suspected);
        _suspected = accepted;
        return again ? PaceVerdict.ToBlame : PaceVerdict.Suspected;
    }

    /// <summary>Spaces the openings: what the last window held is what the receiver allows.</summary>
    public void Lower(DateTimeOffset now)
    {
        var accepted = Math.Max(1, CountAt(now));
        if (PerWindow > 0)
        {
            accepted = Math.Clamp(PerWindow - 1, 1, accepted);
            var doubled = _hold * 2;
            _hold = doubled < Settings.LearnedHoldMax ? doubled : Settings.LearnedHoldMax;
        }
        else
        {
            _hold = Settings.LearnedHoldMin;
        }

        PerWindow = accepted;
        (_suspected, _step, _raisedLast, _changedAt, _boundAt) = (0, 1, false, now, now);
    }

    /// <summary>Tries a slightly higher pace after a hold in which the present one was the limit, and forgets one that has not been the limit for long.</summary>
    /// <returns>Whether the pace changed.</returns>
    public bool Ease(DateTimeOffset now, bool isLimit)
    {
        if (PerWindow == 0)
        {
            return false;
        }

        if (isLimit)
        {
            _boundAt = now;
        }
        else if (now - _boundAt >= Settings.Memory)
        {
            PerWindow = 0;
            return true;
        }

        if (!isLimit || now - _changedAt < (_raisedLast ? Settings.Hold : _hold))
        {
            return false;
        }

        if (_raisedLast)
        {
            _hold = Settings.LearnedHoldMin;
            _step *= 2;
        }

        PerWindow += Math.Clamp(_step, 1, Math.Max(1, PerWindow / 3));
        (_raisedLast, _changedAt) = (true, now);
        if (PerWindow >= OpeningLog.Capacity)
        {
            PerWindow = 0;
        }

        return true;
    }

    /// <summary>When the pace lets the next connection be opened.</summary>
    public DateTimeOffset NotBefore(DateTimeOffset now)
    {
        if (PerWindow == 0)
        {
            return DateTimeOffset.MinValue;
        }

        var count = CountAt(now);
        if (count == 0)
        {
            return DateTimeOffset.MinValue;
        }

        var spaced = _log.Back(1).At + Interval;
        if (count < PerWindow)
        {
            return spaced;
        }

        var free = _log.Back(PerWindow).At + (Settings.OpeningWindow * Margin);
        return free > spaced ? free : spaced;
    }

    public void Load(PathState state, DateTimeOffset now)
    {
        PerWindow = state.OpeningInterval > TimeSpan.Zero
            ? (int)Math.Clamp(Math.Round(Settings.OpeningWindow * Margin / state.OpeningInterval), 1, OpeningLog.Capacity - 1)
            : 0;
        (_changedAt, _boundAt) = (now, now);
    }

    private static int Tolerance(int count) => Math.Max(1, count / 10);
}
