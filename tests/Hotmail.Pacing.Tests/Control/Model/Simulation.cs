using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>What a run came to.</summary>
internal sealed record RunResult(
    string Name, double Goodput, int Refused, int Connections, int WorstMinute, int Blocks, int Pauses, double Expired, int MostOpen, int FinalCeiling, List<(TimeSpan At, int Ceiling, int Cap, string What)> Story)
{
    public double RefusedShare => Connections == 0 ? 0 : (double)Refused / Connections;
}

/// <summary>Runs the controller against a modelled receiver, connection by connection, in virtual time.</summary>
internal sealed class Simulation
{
    private static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Classification Success = new(ReplyClass.Success, Permanence.Success, "success");

    private readonly Scenario _scenario;
    private readonly Receiver _receiver;
    private readonly Traffic _traffic;
    private readonly PathController _controller;
    private readonly Random _random;
    private readonly LogNormal _connect;
    private readonly LogNormal _message;
    private readonly PriorityQueue<(Step Step, Connection? Connection, int Version), (long Ticks, int Order)> _agenda = new();
    private readonly List<Connection> _open = [];
    private readonly List<(TimeSpan, int, int, string)> _story = [];
    private TimeSpan _now;
    private TimeSpan _wake = TimeSpan.MaxValue;
    private int _order;
    private int _unconfirmed;
    private int _revision;
    private int _pauses;
    private double _reserved;
    private double _delivered;

    private Simulation(Scenario scenario, ControlLimits limits)
    {
        _scenario = scenario;
        _receiver = new Receiver(scenario);
        _traffic = new Traffic(scenario);
        _random = new Random(scenario.Seed);
        _connect = new LogNormal(scenario.Connect);
        _message = new LogNormal(scenario.Message);
        _controller = new PathController(limits, null, scenario.Trust is not null, new Random(scenario.Seed + 1), Epoch);
    }

    private enum Step : byte
    {
        Tick,
        Wake,
        Arrive,
        Refuse,
        Confirm,
        Close,
    }

    public static RunResult Run(Scenario scenario, ControlLimits limits) => new Simulation(scenario, limits).Run();

    private RunResult Run()
    {
        Plan(Step.Tick, null, TimeSpan.Zero);
        while (_agenda.TryDequeue(out var next, out var at) && at.Ticks < _scenario.Duration.Ticks)
        {
            _now = TimeSpan.FromTicks(at.Ticks);
            Do(next.Step, next.Connection, next.Version);
            OpenMore();
            Notice();
        }

        foreach (var connection in _open.Where(connection => connection.ConfirmedAt is not null))
        {
            _delivered += Math.Min(connection.Messages, (_scenario.Duration - connection.ConfirmedAt!.Value).TotalSeconds / _message.Mean);
        }

        return new RunResult(
            _scenario.Name, _delivered / Oracle.Deliver(_scenario), _receiver.Refused, _receiver.Accepted + _receiver.Refused, _receiver.WorstMinute,
            _receiver.Blocks, _pauses, _traffic.Expired, _receiver.MostOpen, _controller.Ceiling, _story);
    }

    private void Do(Step step, Connection? connection, int version)
    {
        switch (step)
        {
            case Step.Tick:
                _traffic.Tick(_now);
                Plan(Step.Tick, null, _now + TimeSpan.FromMinutes(1));
                break;
            case Step.Wake:
                _wake = TimeSpan.MaxValue;
                break;
            case Step.Arrive:
                var stays = _receiver.Arrive(_now);
                var banner = _scenario.RefuseAt != "mail-from";
                Plan(stays ? Step.Confirm : Step.Refuse, connection, banner ? _now + (connection!.Connecting * (stays ? 0.7 : 0.3)) : _now);
                break;
            case Step.Refuse:
                _controller.RecordRefusal(Epoch + _now, Epoch + connection!.OpenedAt, _open.Count, _scenario.Refusal);
                _unconfirmed--;
                Gone(connection);
                break;
            case Step.Confirm:
                Confirm(connection!);
                break;
            default:
                if (version == connection!.Version)
                {
                    Close(connection);
                }

                break;
        }
    }

    private void OpenMore()
    {
        while (Waiting > _unconfirmed * _scenario.MessagesPerConnection)
        {
            var decision = _controller.DecideOpen(Epoch + _now, _open.Count, _unconfirmed);
            if (!decision.Allowed)
            {
                if (decision.NotBefore < DateTimeOffset.MaxValue && decision.NotBefore - Epoch < _wake)
                {
                    _wake = decision.NotBefore - Epoch;
                    Plan(Step.Wake, null, _wake > _now ? _wake : _now + TimeSpan.FromTicks(1));
                }

                return;
            }

            var connection = new Connection(_now, TimeSpan.FromSeconds(_connect.Draw(_random)));
            _open.Add(connection);
            _unconfirmed++;
            _controller.RecordOpening(Epoch + _now, _open.Count);
            Plan(Step.Arrive, connection, _now + (connection.Connecting * (_scenario.RefuseAt == "mail-from" ? 1 : 0.3)));
        }
    }

    private double Waiting => _traffic.Waiting(_controller.HoldDormant) - _reserved;

    private void Confirm(Connection connection)
    {
        _controller.RecordConfirmed(Epoch + _now, Epoch + connection.OpenedAt, _open.Count);
        _unconfirmed--;
        connection.ConfirmedAt = _now;
        connection.Messages = (int)Math.Ceiling(Math.Clamp(Waiting, 1, Math.Min(_scenario.MessagesPerConnection, _controller.MessagesPerConnection)));
        _reserved += connection.Messages;
        connection.Reserved = connection.Messages;
        Plan(Step.Close, connection, _now + TimeSpan.FromSeconds(_message.DrawSum(_random, connection.Messages)));
    }

    private void Close(Connection connection)
    {
        _reserved -= connection.Reserved;
        var taken = _traffic.Take(connection.Messages, _controller.HoldDormant);
        _delivered += taken;
        for (var i = 0; i < connection.Messages; i++)
        {
            _controller.RecordReply(Epoch + _now, Epoch + connection.OpenedAt, _open.Count, Success, i);
        }

        _receiver.Close(_now, connection.Messages);
        Gone(connection);
    }

    private void Gone(Connection connection)
    {
        _open.Remove(connection);
        _controller.RecordClosed(Epoch + _now, _open.Count);
    }

    /// <summary>After a cut, connections above the ceiling close when their message is done.</summary>
    private void Notice()
    {
        if (_controller.Revision == _revision)
        {
            return;
        }

        _revision = _controller.Revision;
        _pauses += _controller.LastEvent.Kind == ControlEventKind.Paused ? 1 : 0;
        _story.Add((_now, _controller.Ceiling, _receiver.CapAt(_now), $"{_controller.LastEvent.Kind}: {_controller.LastEvent.Reason}"));
        var ceiling = _controller.PausedUntil is null ? _controller.Ceiling : 0;
        for (var i = ceiling; i < _open.Count; i++)
        {
            if (_open[i] is { ConfirmedAt: { } since, IsClosing: false } connection)
            {
                connection.IsClosing = true;
                connection.Messages = Math.Min(connection.Messages, (int)((_now - since).TotalSeconds / _message.Mean) + 1);
                connection.Version++;
                Plan(Step.Close, connection, _now + TimeSpan.FromSeconds(_message.Draw(_random) * _random.NextDouble()));
            }
        }
    }

    private void Plan(Step step, Connection? connection, TimeSpan at) => _agenda.Enqueue((step, connection, connection?.Version ?? 0), (at.Ticks, _order++));

    private sealed class Connection(TimeSpan openedAt, TimeSpan connecting)
    {
        public TimeSpan OpenedAt { get; } = openedAt;

        public TimeSpan Connecting { get; } = connecting;

        public TimeSpan? ConfirmedAt { get; set; }

        public int Messages { get; set; }

        public int Reserved { get; set; }

        public int Version { get; set; }

        public bool IsClosing { get; set; }
    }
}
