using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// Netflix's AIMDLimit around the opening of connections (facts/mta.md §4; §7, row "aimd"): connections are opened at once up to the limit of the path; every message
/// transaction that ended raises it by one when at least half of it was in use (A+), every connection refused, at MAIL or before, takes a tenth (A−).
/// <para>
/// Origin of the parameters: backoff ratio 0.9, at most 200, and for <c>aimd</c> 20 at the start and 20 at least, are the class's defaults (§4); <c>aimd-min1</c> starts at
/// 10 and falls to 1 (§7, b). Its time-out of 5 s is off: it would punish a slow end-of-data. All else is ours ("ours" in §7: only the ceiling shall differ): messages
/// a connection, the time that an idle one is kept, the retry of a message, the queue's maximum age; and a message whose connection was refused is ready at once and has used
/// up no attempt.
/// </para>
/// </summary>
/// <param name="name">Its name.</param>
/// <param name="initial">Where the limit starts.</param>
/// <param name="least">The least that it falls to.</param>
internal sealed class AimdStrategy(string name, int initial, int least) : ISendingStrategy
{
    public string Name => name;

    public bool IsFaultless => false;

    public PathSender Create(World world, int path) => new Sender(world, path, new AimdLimit(initial, least));

    private sealed class Sender : LimitedSender
    {
        private readonly AimdLimit _limit;
        private readonly ExponentialRetryScheduler _retries = new();
        private readonly PacingProfile _profile;
        private readonly Random _random;
        private readonly List<Connection> _idle = [];
        private int[] _inFlight = new int[AimdLimit.Most + 64];

        public Sender(World world, int path, AimdLimit limit)
            : base(world, path)
        {
            _limit = limit;
            _profile = OurProfile.For(world.Scenario);
            _random = new Random(unchecked((world.Scenario.Seed * 1009) + path));
        }

        public override int? Ceiling => _limit.Value;

        protected override int Limit => _limit.Value;

        protected override int MessagesPerConnection => _profile.MaxMessagesPerConnection;

        public override void OnTried(Connection connection, Outcome outcome)
        {
            _limit.Succeed(_inFlight[connection.Agent]);
            base.OnTried(connection, outcome);
            if (connection.Step is not (ConnectionStep.Closed or ConnectionStep.Holding))
            {
                Taken(connection);
            }

            if (Open < Limit)
            {
                OpenMore();
            }
        }

        public override void OnHeld(Connection connection)
        {
            _idle.Remove(connection);
            CloseOne(connection);
            OpenMore();
        }

        protected override void OpenMore()
        {
            while (_idle.Count > 0 && Open > Limit)
            {
                CloseOne(TakeIdle());
            }

            while (_idle.Count > 0 && Queue.TryTake(Now, out var mail))
            {
                var connection = TakeIdle();
                connection.Mail = mail;
                World.Send(connection);
                Taken(connection);
            }

            base.OpenMore();
        }

        protected override Connection Begin()
        {
            var connection = base.Begin();
            Taken(connection);
            return connection;
        }

        protected override bool Idle(Connection connection)
        {
            _idle.Add(connection);
            World.Hold(connection, Now + _profile.IdleTimeout.Ticks);
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

        protected override void Refused(ref Mail mail)
        {
            _limit.Drop();
            Queue.Defer(mail, Now);
        }

        private Connection TakeIdle()
        {
            var connection = _idle[^1];
            _idle.RemoveAt(_idle.Count - 1);
            return connection;
        }

        /// <summary>The connection has taken a message.</summary>
        private void Taken(Connection connection)
        {
            if (connection.Agent >= _inFlight.Length)
            {
                Array.Resize(ref _inFlight, connection.Agent * 2);
            }

            _inFlight[connection.Agent] = Open - _idle.Count;
        }
    }
}
