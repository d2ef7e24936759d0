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

    /// <summary>Neither that many open nor that many openings were ever fine: cut, and try the same number again soon, at fewer openings.</summary>
    Unclear,
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
    private int _unclear;
    private int _unclearLevel;
    private int _held;
    private int _most;
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

    /// <summary>The openings in the window that ends with that one: those after it have not been judged yet.</summary>
    private int CountUpTo(DateTimeOffset openedAt) => CountAt(openedAt) - _log.CountAfter(openedAt);

    public void Opened(Opening opening) => _log.Add(opening);

    /// <summary>The opening of that time, if it is remembered.</summary>
    public Opening? Find(DateTimeOffset openedAt) => _log.Find(openedAt);

    /// <summary>The same opening as the receiver may have seen it: some that were opened later may have got there before it.</summary>
    public Opening AsSeen(in Opening opening) => opening with { Level = Math.Max(opening.Level, _log.HighestAfter(opening.At)) };

    /// <summary>An opening was refused: it does not count.</summary>
    public void Withdraw(DateTimeOffset openedAt) => _log.Remove(openedAt);

    /// <summary>An opening was accepted, so the rate it was made at is fine.</summary>
    public void Confirmed(DateTimeOffset now, DateTimeOffset openedAt)
    {
        var count = CountUpTo(openedAt);
        _most = Math.Max(_most, count);
        _proven.Add(now, Settings.OpeningRateProvenFor, count);
        if (_suspected > 0 && count > _suspected + Tolerance(_suspected))
        {
            _suspected = 0;
        }

        if (_unclear > 0 && count > _unclear + Tolerance(_unclear))
        {
            _unclear = 0;
        }
    }

    /// <summary>
    /// Judges a refusal, after the refused opening was withdrawn. It speaks against the rate, and not against the number open, when that many
    /// connections had just been fine but that many openings never were, and again so after a window's rest; or when more connections are refused at
    /// the same number of openings as fewer were.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="openedAt">When the refused connection was opened.</param>
    /// <param name="level">How many were open with the refused one.</param>
    /// <param name="levelWasFine">Whether that many had been accepted lately.</param>
    public PaceVerdict Judge(DateTimeOffset now, DateTimeOffset openedAt, int level, bool levelWasFine)
    {
        var accepted = CountUpTo(openedAt);
        var fine = _proven.Read(now, Settings.OpeningRateProvenFor);
        if (PerWindow > 0)
        {
            // More open than ever, at a pace that had held: not the pace.
            return accepted >= _held || (levelWasFine && accepted + 1 >= 0.9 * _held) ? PaceVerdict.ToBlame : PaceVerdict.NotToBlame;
        }

        if (accepted is < 2 or >= OpeningLog.Capacity - 1 || accepted < fine - Math.Max(1, fine / 20))
        {
            _suspected = 0;
            return PaceVerdict.NotToBlame;
        }

        if (_unclear > 0 && level > _unclearLevel + 1 && IsLike(accepted, _unclear))
        {
            return PaceVerdict.ToBlame;
        }

        if (!levelWasFine)
        {
            if (Math.Abs(level - _unclearLevel) <= 1)
            {
                // Tried again, and refused again.
                _suspected = 0;
                return PaceVerdict.NotToBlame;
            }

            (_unclear, _unclearLevel, _suspected) = (accepted, level, 0);
            return PaceVerdict.Unclear;
        }

        var again = _suspected > 0 && IsLike(accepted, _suspected);
        _suspected = accepted;
        return again ? PaceVerdict.ToBlame : PaceVerdict.Suspected;
    }

    /// <summary>Whether that opening was one more than the pace that had held.</summary>
    public bool IsTrial(DateTimeOffset openedAt) => PerWindow > _held && CountUpTo(openedAt) >= _held;

    /// <summary>Spaces the openings: what the last window held is what the receiver allows.</summary>
    public void Lower(DateTimeOffset now)
    {
        var accepted = Math.Max(1, CountAt(now));
        if (PerWindow > 0)
        {
            accepted = Math.Clamp(PerWindow - 1, 1, accepted);
            _hold = Doubling.Of(_hold, 1, Settings.LearnedHoldMax);
        }
        else
        {
            _hold = Settings.LearnedHoldMin;
        }

        (PerWindow, _held, _most) = (accepted, accepted, 0);
        (_suspected, _unclear, _unclearLevel, _step, _raisedLast, _changedAt, _boundAt) = (0, 0, 0, 1, false, now, now);
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

        // A pace that was never full proves nothing.
        if (!isLimit || _most < PerWindow || now - _changedAt < (_raisedLast ? Settings.Hold : _hold))
        {
            return false;
        }

        if (_raisedLast)
        {
            _hold = Settings.LearnedHoldMin;
            _step *= 2;
        }

        (_held, _most) = (PerWindow, 0);
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
        (_held, _changedAt, _boundAt) = (PerWindow, now, now);
    }

    private static bool IsLike(int count, int other) => Math.Abs(count - other) <= Tolerance(other);

    private static int Tolerance(int count) => Math.Max(1, count / 10);
}
