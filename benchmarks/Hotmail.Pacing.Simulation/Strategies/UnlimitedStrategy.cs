using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// One connection for each ready message, at once (facts/mta.md §7, row "unlimited", after Haraka's outbound): at most 10,000, one message on each, none kept idle.
/// Nothing changes on success or refusal. A deferred message is retried after 64 s × 2^n without jitter and given up after 12 retries (about three days), or at the
/// end of the scenario's queue time if that is earlier.
/// </summary>
internal sealed class UnlimitedStrategy : ISendingStrategy
{
    public string Name => "unlimited";

    public bool IsFaultless => false;

    public PathSender Create(World world, int path) => new Sender(world, path);

    private sealed class Sender(World world, int path) : LimitedSender(world, path)
    {
        private const int MostConnections = 10_000;
        private const int MostRetries = 12;
        private const long FirstDelay = 64 * TimeSpan.TicksPerSecond;

        protected override int Limit => MostConnections;

        protected override int MessagesPerConnection => 1;

        protected override void Retry(ref Mail mail, Outcome outcome) => Refused(ref mail);

        protected override void Refused(ref Mail mail)
        {
            if (mail.Attempts >= MostRetries)
            {
                World.Statistics.Expired++;
            }
            else
            {
                Queue.Defer(mail, Now + (FirstDelay << mail.Attempts++));
            }
        }
    }
}
