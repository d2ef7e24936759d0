using Hotmail.Pacing.Control;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// One path of the product: carries out its decisions as <c>Dispatch/PathPump</c> and <c>Dispatch/PathConnection</c> do, in virtual time. Here, as there, is no decision. Routes are
/// domains, as Microsoft's are: each of its domains has mail exchangers of its own name.
/// </summary>
internal sealed partial class PacerSender : PathSender
{
    private const long RetireAfter = 10 * TimeSpan.TicksPerMinute;

    private readonly PacingProfile _profile;
    private readonly ControlLimits _limits;
    private readonly PacerReplies _replies;
    private readonly PacerMail _mail;
    private readonly ExponentialRetryScheduler _retries = new();
    private readonly InProcessConnectionGate _gate;
    private readonly EgressPath _gatePath;
    private readonly Random _random;
    private readonly List<Connection> _idle = [];
    private PathController? _controller;
    private PathState? _saved;
    private long? _idleSince;
    private long _alarm = long.MaxValue;
    private DateTimeOffset _lastOpenedAt;
    private int _open;
    private int _unconfirmed;
    private int _appliedRevision;
    private int _gateCeiling;
    private int _pauses;
    private bool _stepping;
    private bool _wake;

    public PacerSender(World world, int path, PacerReplies replies)
        : base(world, path)
    {
        _profile = OurProfile.For(world.Scenario);
        _limits = new ControlLimits(_profile.StartConnections, _profile.MaxParallelConnections, _profile.MaxMessagesPerConnection, _profile.Control);
        _replies = replies;
        _mail = new PacerMail(world, path);
        _gate = new InProcessConnectionGate(new Clock(world));
        _gatePath = new EgressPath(path.ToString(System.Globalization.CultureInfo.InvariantCulture), OurProfile.Group);
        _random = new Random(unchecked((world.Scenario.Seed * 1009) + path));
    }

    public override int? Ceiling => _controller is null ? _saved?.Ceiling ?? _limits.StartConnections : _controller.Phase == PacingPhase.Paused ? 0 : _controller.Ceiling;

    public override int Pauses => _pauses;

    private bool IsPaused => _controller!.Phase == PacingPhase.Paused;

    public override void OnArrival()
    {
        _mail.Arrive(Now);
        Step();
    }

    public override void OnAlarm()
    {
        _alarm = long.MaxValue;
        Step();
    }

    public override void OnEnd() => _mail.End(Now);

    /// <summary>Does everything that can be done now: the loop of <c>PathPump</c>.</summary>
    private void Step()
    {
        _wake = true;
        if (_stepping)
        {
            return;
        }

        _stepping = true;
        while (_wake)
        {
            _wake = false;
            SetAlarm(StepOnce());
        }

        _stepping = false;
    }

    /// <returns>When there is something to do again unless something happens.</returns>
    private long StepOnce()
    {
        if (_controller is null)
        {
            if (_mail.NextDue(Now, holdDormant: false) is null)
            {
                return long.MaxValue;
            }

            _controller = new PathController(_limits, _saved, Scenario.Receiver.Trust is not null, new Random(_random.Next()), VirtualTime.At(Now));
            _appliedRevision = -1;
        }

        while (true)
        {
            var now = VirtualTime.At(Now);
            Advance(now);
            if (IsPaused)
            {
                CloseIdle(all: true);
                return VirtualTime.TicksOf(_controller.PausedUntil!.Value);
            }

            CloseSpent();
            var holdDormant = _controller.HoldDormant;
            if (_idle.Count > 0 && _mail.NextDue(Now, holdDormant) <= Now)
            {
                ServeIdle(holdDormant);
            }

            if (_mail.NextDue(Now, holdDormant) is not { } due)
            {
                return RetireOrWait();
            }

            _idleSince = null;
            if (due > Now)
            {
                return _controller.DormantHeldUntil is { } heldUntil ? Math.Min(due, VirtualTime.TicksOf(heldUntil)) : due;
            }

            var decision = _controller.DecideOpen(now, _open, _unconfirmed);
            if (!decision.Allowed)
            {
                if (decision.Reason == OpenLimit.Ceiling)
                {
                    CloseIdle(all: false);
                }

                return VirtualTime.TicksOf(decision.NotBefore);
            }

            if (!OpenConnection(holdDormant))
            {
                return Now + TimeSpan.TicksPerSecond;
            }
        }
    }

    /// <summary>Lets time pass for the controller, and carries its changes to the gate.</summary>
    private void Advance(DateTimeOffset now)
    {
        _controller!.Advance(now);
        if (_controller.Revision != _appliedRevision)
        {
            SetCeiling(IsPaused ? 0 : _controller.Ceiling);
            _pauses += _controller.LastEvent.Kind == ControlEventKind.Paused ? 1 : 0;
            _appliedRevision = _controller.Revision;
            Save(now);
        }
    }

    private bool OpenConnection(bool holdDormant)
    {
        var lease = Acquire();
        if (!lease.IsAcquired)
        {
            return false;
        }

        if (_mail.Take(Now, null, holdDormant) is not { } entry)
        {
            Release(lease);
            return true;
        }

        // Two openings never have the same time: the controller tells them apart by it.
        var openedAt = VirtualTime.At(Now) > _lastOpenedAt ? VirtualTime.At(Now) : _lastOpenedAt + TimeSpan.FromTicks(1);
        _lastOpenedAt = openedAt;
        _open++;
        _unconfirmed++;
        _controller!.RecordOpening(openedAt, _open);
        var connection = World.Open(this);
        connection.Mail = entry.Mail;
        connection.Tag = new PacerConnection { Lease = lease, OpenedAt = openedAt, Entry = entry, Route = entry.Route };
        return true;
    }

    /// <summary>Gives every idle connection that has work of its own route a message.</summary>
    private void ServeIdle(bool holdDormant)
    {
        for (var index = _idle.Count - 1; index >= 0; index--)
        {
            var connection = _idle[index];
            if (_mail.Take(Now, Of(connection).Route, holdDormant) is { } entry)
            {
                _idle.RemoveAt(index);
                Carry(connection, entry);
            }
        }
    }

    /// <summary>Closes idle connections: all, or the one that has been idle longest, to make room for another route.</summary>
    private void CloseIdle(bool all)
    {
        while (_idle.Count > 0)
        {
            var connection = _idle[0];
            _idle.RemoveAt(0);
            Closed(connection);
            if (!all)
            {
                return;
            }
        }
    }

    /// <summary>Closes the idle connections that may carry nothing more: the ceiling or the message cap has fallen below them.</summary>
    private void CloseSpent()
    {
        for (var index = 0; index < _idle.Count; index++)
        {
            var connection = _idle[index];
            if (connection.Messages >= _controller!.MessagesPerConnection || IsAboveCeiling(Of(connection)))
            {
                _idle.RemoveAt(index--);
                Closed(connection);
            }
        }
    }

    /// <summary>A path without mail and connections ends after a while; what it learned is kept.</summary>
    private long RetireOrWait()
    {
        if (_open > 0)
        {
            _idleSince = null;
            return long.MaxValue;
        }

        _idleSince ??= Now;
        if (Now - _idleSince < RetireAfter)
        {
            return _idleSince.Value + RetireAfter;
        }

        Save(VirtualTime.At(Now));
        SetCeiling(0);
        _controller = null;
        _idleSince = null;
        return long.MaxValue;
    }

    private void Save(DateTimeOffset now) => _saved = _controller!.Revision == 0 ? _saved : _controller.Save(now);

    private void SetAlarm(long at)
    {
        _alarm = at;
        World.SetAlarm(this, at);
    }

    private static PacerConnection Of(Connection connection) => (PacerConnection)connection.Tag!;
}
