using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// The sender that knows (data/scenarios/README.md, "goodput"): the unpenalised cap at every instant, exactly that many connections busy while there is mail, openings no
/// faster than the receiver's rate and kept open until they are full, never refused; a new IP's trust grows every hour. Its queue, its retries and its 50
/// messages a connection (or the receiver's fewer) are ours. Several senders on one source are one oracle.
/// </summary>
internal sealed class OracleStrategy : ISendingStrategy
{
    public const string TheName = "oracle";

    public string Name => TheName;

    public bool IsFaultless => true;

    public PathSender Create(World world, int path) => new Sender(world, path);

    private sealed class Sender : LimitedSender
    {
        private const long LookEvery = TimeSpan.TicksPerMinute;

        private readonly ExponentialRetryScheduler _retries = new();
        private readonly PacingProfile _profile;
        private readonly Random _random;
        private readonly RecentTimes? _openings;
        private readonly List<Connection> _idle = [];

        public Sender(World world, int path)
            : base(world, path, new OracleMail(world, path))
        {
            _profile = OurProfile.For(world.Scenario);
            _random = new Random(world.Scenario.Seed);
            _openings = world.Scenario.Receiver.OpenRate is { } rate ? new RecentTimes(rate.Window.Ticks) : null;
        }

        public override int? Ceiling => Limit;

        protected override int Limit => World.Receivers[Source].CapAt(Now);

        protected override int MessagesPerConnection => Math.Min(_profile.MaxMessagesPerConnection, Scenario.Receiver.MessagesPerConnection);

        protected override long OpensAt =>
            _openings is not null && _openings.CountAt(Now) >= Scenario.Receiver.OpenRate!.Connections ? _openings.FirstLeaves : Now;

        protected override long LooksAgainAt => ((Now / LookEvery) + 1) * LookEvery;

        protected override void OpenMore()
        {
            while (_idle.Count > 0 && Open > Limit)
            {
                CloseOne(_idle[^1]);
                _idle.RemoveAt(_idle.Count - 1);
            }

            while (_idle.Count > 0 && Queue.TryTake(Now, out var mail))
            {
                _idle[^1].Mail = mail;
                World.Send(_idle[^1]);
                _idle.RemoveAt(_idle.Count - 1);
            }

            base.OpenMore();
        }

        protected override Connection Begin()
        {
            _openings?.Add(Now);
            return base.Begin();
        }

        protected override bool Idle(Connection connection)
        {
            _idle.Add(connection);
            World.Hold(connection, long.MaxValue);
            return true;
        }

        protected override void Retry(ref Mail mail, Outcome outcome)
        {
            var meaning = outcome == Outcome.Greylisted ? ReplyClass.Greylist : ReplyClass.MailboxFull;
            mail.Attempts++;
            var context = new RetryContext(
                _profile.Retry, VirtualTime.At(Now), VirtualTime.At(mail.AcceptedAt), VirtualTime.At(mail.AcceptedAt + _profile.QueueMaxAge.Ticks), mail.Attempts, meaning);
            Queue.Defer(mail, VirtualTime.TicksOf(_retries.Decide(context, _random).At));
        }

        protected override void Refused(ref Mail mail) => throw new InvalidOperationException("The oracle was refused.");
    }
}
