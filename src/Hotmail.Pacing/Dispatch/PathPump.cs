using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Dispatch;

/// <summary>
/// Carries out one path's decisions: one loop that opens connections when the controller allows it and there is work, and hands work to idle
/// ones. What it decides is the controller's and the queue's; here are only the lock around them and the waiting.
/// </summary>
/// <remarks>
/// <c>_sync</c> guards the controller, the connections and the flags. Nothing is awaited and no queue or gate is called while it is held.
/// Only the loop takes leases and applies the ceiling to the gate, so a cut is in force before the next opening.
/// </remarks>
internal sealed partial class PathPump : IDisposable
{
    /// <summary>After an error of the queue, the gate or the transport, the path waits this long, so that a broken disk does not spin it.</summary>
    public static readonly TimeSpan ErrorPause = TimeSpan.FromSeconds(1);

    /// <summary>A delivery whose attempt threw is tried again after this long, so that it does not stand before all others.</summary>
    public static readonly TimeSpan SetAside = TimeSpan.FromMinutes(1);

    /// <summary>How often a path's state is asked for before it begins as one that nothing is known of: a minute's patience.</summary>
    private const int LoadTries = 60;

    private static readonly TimeSpan RetireAfter = TimeSpan.FromMinutes(10);

    /// <summary>A path in use saves its state so often though it has not changed: a spool forgets paths that were not saved for long.</summary>
    private static readonly TimeSpan SaveAgainAfter = TimeSpan.FromDays(1);

    private readonly object _sync = new();
    private readonly PacerContext _context;
    private readonly WakeSignal _wake;

    [SuppressMessage("Usage", "CA2213", Justification = "A command may still be saving; a SemaphoreSlim holds nothing to release unless its wait handle is asked for.")]
    private readonly SemaphoreSlim _saving = new(1);

    private readonly Random _random;
    private readonly List<PathConnection> _idle = [];
    private readonly HashSet<PathConnection> _connections = [];
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private PathController _controller = null!;
    private PacingConfiguration? _seenConfiguration;
    private DateTimeOffset? _idleSince;
    private DateTimeOffset? _savedAt;
    private int _unconfirmed;
    private int _closing;
    private int _appliedRevision = -1;
    private int _notedRevision;
    private int _savedRevision;
    private int _seenMoves = -1;
    private bool _stopping;
    private bool _retired;
    private Task _loop = Task.CompletedTask;

    public PathPump(PacerContext context, EgressPath path)
    {
        _context = context;
        Path = path;
        _wake = new WakeSignal(context.Time);
        _random = context.NewRandom();
    }

    public EgressPath Path { get; }

    /// <summary>The path's controller has been made, from the spool where it remembers.</summary>
    public Task Opened => _opened.Task;

    public PacerContext Context => _context;

    /// <summary>The path's group under the configuration in force.</summary>
    public DestinationGroup Group => _context.Configuration.Groups.FindByName(Path.Group) ?? _context.Configuration.Groups.Default(Path.Group);

    /// <summary>The path's source under the configuration in force; <see langword="null"/> once it is configured no more.</summary>
    public EgressSource? Source => _context.Configuration.FindSource(Path.Source);

    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Makes the loop look again.</summary>
    /// <returns><see langword="false"/> when this pump has retired, and the path needs a new one.</returns>
    public bool Wake()
    {
        lock (_sync)
        {
            if (_retired)
            {
                return false;
            }
        }

        _wake.Set();
        return true;
    }

    /// <summary>Opens nothing more, lets transactions end, and ends when the last connection has closed.</summary>
    public async Task StopAsync()
    {
        lock (_sync)
        {
            _stopping = true;
        }

        _wake.Set();
        await _loop.ConfigureAwait(false);
    }

    /// <summary>Frees the alarm. The loop does so itself when it ends.</summary>
    public void Dispose() => _wake.Dispose();

    private async Task RunAsync()
    {
        await OpenControllerAsync().ConfigureAwait(false);
        while (true)
        {
            TimeSpan? wait;
            try
            {
                wait = await StepAsync().ConfigureAwait(false);
                wait = HasUnsaved() && !(wait < ErrorPause) ? ErrorPause : wait;
                wait = UntilAskedAgain(wait);
            }
            catch (OperationCanceledException) when (_context.Stopping.IsCancellationRequested)
            {
                wait = TimeSpan.Zero;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Failed(exception);
                wait = ErrorPause;
            }

            if (IsOver())
            {
                break;
            }

            await _wake.WaitAsync(wait).ConfigureAwait(false);
        }

        if (_retired)
        {
            _context.Retired(this);
        }
        else
        {
            await SaveAsync().ConfigureAwait(false);
        }

        Dispose();
    }

    /// <summary>Does everything that can be done now.</summary>
    /// <returns>How long there will be nothing to do unless something happens; <see langword="null"/> for ever.</returns>
    private async ValueTask<TimeSpan?> StepAsync()
    {
        if (Source is null && !IsStopping())
        {
            await MoveToFirstSourceAsync().ConfigureAwait(false);
        }

        while (true)
        {
            if (IsStopping())
            {
                CloseIdle(all: true);
                return null;
            }

            var now = _context.Time.GetUtcNow();
            await AdvanceAsync(now).ConfigureAwait(false);
            bool paused, holdDormant;
            DateTimeOffset? pausedUntil, heldUntil;
            lock (_sync)
            {
                (paused, pausedUntil) = (_controller.Phase == PacingPhase.Paused, _controller.PausedUntil);
                (holdDormant, heldUntil) = (_controller.HoldDormant && Source is not null, _controller.DormantHeldUntil);
                AnswerMoved();
            }

            if (paused)
            {
                CloseIdle(all: true);

                // What is left of a source that is configured no more goes to the first one as it comes due, whatever this path may do.
                var moves = Source is null ? _context.Queue.NextDue(new TakeRequest(Path, now)) : null;
                return Sooner(pausedUntil, moves) - now;
            }

            CloseSpent();
            await ServeIdleAsync(now, holdDormant).ConfigureAwait(false);
            var any = new TakeRequest(Path, now, Route: null, holdDormant);
            if (_context.Queue.NextDue(any) is not { } due)
            {
                return await RetireOrWaitAsync(now).ConfigureAwait(false);
            }

            _idleSince = null;
            if (due > now)
            {
                return (heldUntil < due ? heldUntil.Value : due) - now;
            }

            OpenDecision decision;
            lock (_sync)
            {
                decision = _controller.DecideOpen(now, _connections.Count, _unconfirmed);
            }

            if (!decision.Allowed)
            {
                if (decision.Reason == OpenLimit.Ceiling)
                {
                    CloseIdle(all: false);
                }

                return decision.NotBefore == DateTimeOffset.MaxValue ? null : decision.NotBefore - now;
            }

            if (!await OpenConnectionAsync(any).ConfigureAwait(false))
            {
                return ErrorPause;
            }
        }
    }

    private static DateTimeOffset? Sooner(DateTimeOffset? one, DateTimeOffset? other) => one is null || other < one ? other ?? one : one;

    /// <summary>Takes a lease and a delivery, and starts a connection for them.</summary>
    /// <returns>Whether the gate gave a lease.</returns>
    private async ValueTask<bool> OpenConnectionAsync(TakeRequest request)
    {
        var lease = await _context.Gate.TryAcquireAsync(Path, _context.Stopping).ConfigureAwait(false);
        if (!lease.IsAcquired)
        {
            return false;
        }

        Delivery? delivery = null;
        try
        {
            delivery = await _context.Queue.TakeAsync(request, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            if (delivery is null)
            {
                await lease.DisposeAsync().ConfigureAwait(false);
            }
        }

        if (delivery is not null)
        {
            PathConnection connection;
            lock (_sync)
            {
                connection = new PathConnection(this, lease, delivery, new Random(_random.Next()));
                _connections.Add(connection);
                _unconfirmed++;
            }

            connection.Start();
        }

        return true;
    }
}
