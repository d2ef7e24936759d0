namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// The window of one Postfix destination (qmgr_queue.c; facts/mta.md §2 and §7, P+ and P−): how many deliveries to a recipient domain may be in progress at once. Pure: the
/// time is an argument.
/// </summary>
/// <param name="limit">default_destination_concurrency_limit.</param>
internal sealed class PostfixWindow(int limit)
{
    /// <summary>initial_destination_concurrency.</summary>
    public const int Initial = 5;

    /// <summary>default_destination_concurrency_failed_cohort_limit.</summary>
    private const double FailedCohortLimit = 1;

    /// <summary>minimal_backoff_time: for so long is a dead destination left alone.</summary>
    private const long DeadFor = 300 * TimeSpan.TicksPerSecond;

    private readonly int _initial = Math.Min(Initial, limit);
    private double _failedCohorts;
    private bool _fell;

    /// <summary>How many may be in progress; 0 while the destination is dead.</summary>
    public int Size { get; private set; } = Math.Min(Initial, limit);

    public bool IsDead => Size == 0;

    /// <summary>When a dead destination gets another chance.</summary>
    public long DeadUntil { get; private set; } = long.MaxValue;

    /// <summary>P+: a delivery ended without a problem of the destination; a 4xx at MAIL or later is none.</summary>
    /// <param name="busy">The deliveries in progress, the one that ends included.</param>
    public void Succeed(int busy)
    {
        _failedCohorts = 0;
        if (IsDead)
        {
            Revive(busy);
        }
        else if (Size < limit && Size < busy + _initial)
        {
            Size++;
            _fell = false;
        }
    }

    /// <summary>P−: no connection, no greeting, no session, or a connection lost.</summary>
    public void Fail(long now)
    {
        if (IsDead)
        {
            return;
        }

        _failedCohorts += 1.0 / Size;
        if (_failedCohorts >= FailedCohortLimit)
        {
            (Size, DeadUntil) = (0, now + DeadFor);
            return;
        }

        // Failure feedback of 1 with a hysteresis of 1 takes 2 after a rise, as coded.
        Size = Math.Max(1, Size - (_fell ? 1 : 2));
        _fell = true;
    }

    /// <summary>A dead destination's time is over, or one of its deliveries succeeded: it goes on with as many as there are.</summary>
    public void Revive(int busy)
    {
        (Size, DeadUntil) = (busy > 0 ? busy : _initial, long.MaxValue);
        (_failedCohorts, _fell) = (0, false);
    }
}
