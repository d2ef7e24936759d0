using CsCheck;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Control;

/// <summary>What holds whatever happens, in whatever order.</summary>
public sealed class PathControllerPropertyTests
{
    private static readonly ReplyClass[] Classes = Enum.GetValues<ReplyClass>();

    private static readonly Gen<(int Event, int Amount, double Seconds)[]> Events = EventsUpTo(13);

    private static readonly Gen<(int Event, int Amount, double Seconds)[]> EventsWithRestrictions = EventsUpTo(15);

    private static readonly Gen<(int Start, int Max, bool IsNew, int Floor)> Paths =
        Gen.Select(Gen.Int[1, 60], Gen.Int[1, 200], Gen.Bool, Gen.Int[1, 5], (start, max, isNew, floor) => (Math.Min(start, max), max, isNew, floor));

    [Fact]
    public void Whatever_happens_the_ceiling_is_kept_and_each_change_is_told_once() =>
        Gen.Select(Paths, Events).Sample((path, events) => new Run(path.Start, path.Max, path.IsNew, path.Floor).Play(events), iter: 3000);

    [Fact]
    public void Whatever_is_restricted_no_more_is_open_than_that_and_what_is_lifted_comes_back_in_steps_to_what_was_learned() =>
        Gen.Select(Paths, EventsWithRestrictions).Sample((path, events) => new Run(path.Start, path.Max, path.IsNew, path.Floor).Play(events), iter: 3000);

    [Fact]
    public void A_restart_at_any_time_decides_as_before() =>
        Gen.Select(Paths, Events).Sample(
            (path, events) =>
            {
                var run = new Run(path.Start, path.Max, path.IsNew, path.Floor);
                run.Play(events);
                run.AssertRestart();
            },
            iter: 1000);

    private static Gen<(int Event, int Amount, double Seconds)[]> EventsUpTo(int last) =>
        Gen.Select(Gen.Int[0, last], Gen.Int[0, 60], Gen.OneOf(Gen.Double[0, 2], Gen.Double[0, 400], Gen.Double[0, 40_000])).Array[0, 400];

    private sealed class Run(int start, int max, bool isNew, int floor)
    {
        private readonly ControlLimits _limits = new(start, max, 50, new ControlSettings { FloorConnections = floor });
        private readonly List<(DateTimeOffset At, bool Confirmed)> _open = [];
        private readonly PathController _path = new(new ControlLimits(start, max, 50, new ControlSettings { FloorConnections = floor }), null, isNew, new Random(3), Driver.Start);
        private DateTimeOffset _now = Driver.Start;
        private DateTimeOffset _lastCut = DateTimeOffset.MinValue;
        private int _revision;
        private bool _manual;
        private bool _wasRestricted;
        private int _allowed = int.MaxValue;
        private int _shareOf;

        public void Play((int Event, int Amount, double Seconds)[] events)
        {
            foreach (var (kind, amount, seconds) in events)
            {
                _now += TimeSpan.FromSeconds(seconds);
                Do(kind, amount);
                Check();
            }
        }

        public void AssertRestart()
        {
            _path.Advance(_now);
            while (_open.Count > 0)
            {
                _open.RemoveAt(0);
                _path.RecordClosed(_now, _open.Count);
            }

            var again = new PathController(_limits, _path.Save(_now), isNew, new Random(3), _now);
            for (var i = 0; i < 10; i++)
            {
                Assert.Equal(
                    (_path.Ceiling, _path.Phase, _path.PausedUntil, _path.MessagesPerConnection, _path.HoldDormant),
                    (again.Ceiling, again.Phase, again.PausedUntil, again.MessagesPerConnection, again.HoldDormant));
                var before = _path.DecideOpen(_now, 0, 0);
                var after = again.DecideOpen(_now, 0, 0);
                if (before.Reason != OpenLimit.OpeningPace)
                {
                    Assert.Equal(before, after);
                }

                _now += TimeSpan.FromMinutes(i);
            }
        }

        private void Do(int kind, int amount)
        {
            switch (kind)
            {
                case 0 or 1 or 2 or 3:
                    for (var i = 0; i <= amount && TryOpen(); i++)
                    {
                        if (kind != 3)
                        {
                            Confirm(_open.Count - 1);
                        }
                    }

                    break;
                case 4 when _open.Count > 0:
                    Confirm(amount % _open.Count);
                    break;
                case 5 or 6 when _open.FindIndex(connection => !connection.Confirmed) is var index and >= 0:
                    Refuse(index, (Refusal)(amount % 4));
                    break;
                case 6 when TryOpen():
                    Refuse(_open.Count - 1, Refusal.ConnectionLimit);
                    break;
                case 7 or 8:
                    for (var i = 0; i < amount && _open.Count > 0; i++)
                    {
                        _open.RemoveAt(_open.Count - 1);
                        _path.RecordClosed(_now, _open.Count);
                    }

                    break;
                case 9 or 10 when _open.Count > 0:
                    for (var i = 0; i < amount * 10; i++)
                    {
                        Reply(ReplyClass.Success);
                    }

                    break;
                case 11 when _open.Count > 0:
                    Reply(Classes[amount % Classes.Length]);
                    break;
                case 12 when amount % 3 == 0:
                    _path.Resume(_now, "x");
                    break;
                case 12 when amount % 3 == 1:
                    _path.Pause(_now, _now.AddMinutes(amount), "x");
                    break;
                case 12:
                    _manual = amount % 2 == 0;
                    _path.SetCeiling(_now, _manual ? amount + 1 : null, "x");
                    break;
                case 14 or 15:
                    Restrict(amount % 4 == 0 ? null : new PathRestriction
                    {
                        MaxCeiling = amount % 2 == 0 ? amount : null,
                        CeilingShare = amount % 3 == 0 ? amount / 60.0 : null,
                        HoldRaises = amount % 5 == 0,
                        HoldDormant = amount % 7 == 0,
                        Reason = "x",
                    });
                    break;
                default:
                    _path.Advance(_now);
                    break;
            }
        }

        private void Restrict(PathRestriction? restriction)
        {
            _path.Advance(_now);
            Check();
            var (before, learned) = (_path.Ceiling, _path.LearnedCeiling);
            _shareOf = _path.Restriction?.CeilingShare is null ? learned : _shareOf;
            _allowed = Math.Min(restriction?.MaxCeiling ?? int.MaxValue, restriction?.CeilingShare is { } share ? Math.Max(1, (int)(share * _shareOf)) : int.MaxValue);
            _wasRestricted = true;
            _path.Restrict(restriction, _now);
            Assert.Equal(learned, _path.LearnedCeiling);
            Assert.Equal(_manual ? before : Math.Min(before, _allowed), _path.Ceiling);
            Assert.True(_path.HoldDormant || restriction?.HoldDormant != true);
        }

        private bool TryOpen()
        {
            var unconfirmed = _open.Count(connection => !connection.Confirmed);
            var decision = _path.DecideOpen(_now, _open.Count, unconfirmed);
            Check();
            if (!decision.Allowed)
            {
                Assert.NotEqual(OpenLimit.None, decision.Reason);
                Assert.True(decision.NotBefore > _now, $"Asking again at once is no help: {decision}");
                return false;
            }

            Assert.True(_open.Count < _path.Ceiling && _path.PausedUntil is null);
            Assert.True(unconfirmed <= Math.Max(1, _open.Count / 2));
            _open.Add((_now, false));
            _path.RecordOpening(_now, _open.Count);
            return true;
        }

        private void Confirm(int index)
        {
            if (!_open[index].Confirmed)
            {
                _open[index] = (_open[index].At, true);
                _path.RecordConfirmed(_now, _open[index].At, _open.Count);
            }
        }

        private void Refuse(int index, Refusal refusal)
        {
            _path.Advance(_now);
            Check();
            var (before, revision, openedAt) = (_path.Ceiling, _path.Revision, _open[index].At);
            _path.RecordRefusal(_now, openedAt, _open.Count, refusal);
            Assert.True(_path.Ceiling <= before);
            if (_path.Revision != revision && _path.LastEvent.Kind == ControlEventKind.Cut)
            {
                Assert.True(openedAt > _lastCut, "A second cut for one congestion event.");
                _lastCut = _now;
            }

            _open.RemoveAt(index);
            _path.RecordClosed(_now, _open.Count);
        }

        private void Reply(ReplyClass replyClass)
        {
            var scope = replyClass == ReplyClass.ConnectionLimit ? LimitScope.MessagesPerConnection : LimitScope.None;
            _path.RecordReply(_now, _open[0].At, _open.Count, new Classification(replyClass, Permanence.Transient, "x", scope), 3);
            _path.TryReserveMessage(_now, out var notBefore);
            Assert.True(notBefore >= _now);
        }

        private void Check()
        {
            Assert.InRange(_path.Ceiling, _manual || _wasRestricted ? 1 : Math.Min(floor, max), max);
            Assert.True(_manual || _path.Ceiling <= Math.Min(_allowed, _path.LearnedCeiling));
            if (_path.Revision != _revision)
            {
                var (kind, from, to) = (_path.LastEvent.Kind, _path.LastEvent.FromCeiling, _path.LastEvent.ToCeiling);
                Assert.False(kind == ControlEventKind.Raised && _path.Restriction?.HoldRaises == true);
                Assert.True(kind != ControlEventKind.CeilingReturned || (to > from && to <= 2 * from));
            }

            Assert.InRange(_path.MessagesPerConnection, 1, 50);
            Assert.Equal(_path.PausedUntil is not null, _path.Phase == PacingPhase.Paused);
            if (_path.Revision == _revision)
            {
                Assert.Equal((_path.LastEvent.ToCeiling, _path.LastEvent.ToPhase, _path.LastEvent.PausedUntil), (_path.Ceiling, _path.Phase, _path.PausedUntil));
            }

            Assert.True(_path.Revision >= _revision);
            _revision = _path.Revision;
            Assert.Equal((_path.LastEvent.ToCeiling, _path.LastEvent.ToPhase), (_path.Ceiling, _path.Phase));
            Assert.NotEmpty(_path.LastEvent.Reason);
        }
    }
}
