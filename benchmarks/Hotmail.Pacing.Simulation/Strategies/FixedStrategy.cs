using System.Globalization;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// A fixed number of connections, whatever the receiver says (facts/mta.md §7, row "fixed"): opened at once up to the limit; nothing changes on success, on a 451 or on a
/// refusal. The message of a refused connection is deferred like any other.
/// <para>
/// Origin of the parameters: 25 and 50 are the numbers that people write by hand; retry after a constant 10 minutes is PowerMTA's default retry-after (§3);
/// 50 messages a connection, no idle connections, and the queue's maximum age are ours ("ours" in §7: only the ceiling shall differ).
/// </para>
/// </summary>
internal sealed class FixedStrategy(int limit) : ISendingStrategy
{
    public string Name { get; } = "fixed-" + limit.ToString(CultureInfo.InvariantCulture);

    public bool IsFaultless => false;

    public PathSender Create(World world, int path) => new Sender(world, path, limit);

    private sealed class Sender(World world, int path, int limit) : LimitedSender(world, path)
    {
        private const long RetryAfter = 10 * TimeSpan.TicksPerMinute;

        public override int? Ceiling => limit;

        protected override int Limit => limit;

        protected override int MessagesPerConnection => 50;

        protected override void Retry(ref Mail mail, Outcome outcome) => Queue.Defer(mail, Now + RetryAfter);

        protected override void Refused(ref Mail mail) => Queue.Defer(mail, Now + RetryAfter);
    }
}
