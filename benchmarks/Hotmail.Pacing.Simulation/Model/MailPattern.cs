using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Model;

/// <summary>
/// Which message of a path goes to which domain and to what kind of recipient: a pattern that repeats, in which every kind is spread evenly. So the n-th message is the same
/// one for every strategy, whichever way it splits its mail, and nothing has to be kept for it.
/// </summary>
internal sealed class MailPattern
{
    public const int Length = 4000;

    private const int Engagements = 3;

    private readonly byte[] _kinds = new byte[Length];
    private readonly ulong _seed;
    private readonly double _greylisted;
    private readonly double _full;
    private readonly double _bad;

    public MailPattern(Scenario scenario)
    {
        var traffic = scenario.Traffic;
        double[] shares = [Math.Max(0, 1 - traffic.Engaged - traffic.Dormant), traffic.Engaged, traffic.Dormant];
        var weights = Domains.Shares.SelectMany(domain => shares.Select(share => domain * share)).ToArray();
        var owed = new double[weights.Length];
        for (var index = 0; index < Length; index++)
        {
            // Each place goes to the kind that is furthest behind its share.
            var most = 0;
            for (var kind = 0; kind < weights.Length; kind++)
            {
                owed[kind] += weights[kind];
                most = owed[kind] > owed[most] ? kind : most;
            }

            owed[most]--;
            _kinds[index] = (byte)most;
        }

        _seed = new Draws(scenario.Seed, 3).Next();
        var receiver = scenario.Receiver;
        (_greylisted, _full, _bad) = (receiver.Greylist, receiver.Greylist + receiver.MailboxFull, receiver.Greylist + receiver.MailboxFull + receiver.BadMailbox);
    }

    public byte DomainOf(long index) => (byte)(_kinds[index % Length] / Engagements);

    public Engagement EngagementOf(long index) => (Engagement)(_kinds[index % Length] % Engagements);

    /// <summary>What will become of a path's n-th message.</summary>
    public MailKind KindOf(int path, long index)
    {
        var draw = Draws.Share(Draws.Mix(_seed ^ ((ulong)index + ((ulong)path << 40))));
        return draw >= _bad ? MailKind.Ordinary : draw < _greylisted ? MailKind.Greylisted : draw < _full ? MailKind.MailboxFull : MailKind.BadMailbox;
    }

    /// <summary>The places in the pattern of one domain, one engagement, both, or all.</summary>
    public int[] Places(int? domain, Engagement? engagement) =>
        [.. Enumerable.Range(0, Length).Where(index => (domain is null || DomainOf(index) == domain) && (engagement is null || EngagementOf(index) == engagement))];
}
