using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// KumoMTA with its shaping helper (facts/mta.md §1; §7, row "kumomta"): <c>kumomta</c> as shipped, with the community's rules; <c>kumomta-raised</c> with both limits at our own
/// maximum; <c>kumomta-halving</c> raised, with a rule that halves and climbs instead of the shipped one for "too many connections" (§7, a, c and d).
/// <para>
/// Origin of the parameters (§1, read in the source): at most 10 connections for each source → MX site and 5 over all sites of the provider (shaping.toml), opened toward
/// min(q, ⌈limit × (1 − e^(−0.023 q))⌉) for q ready messages, at most 1024 of them (max_ready), and at no more than 100 a minute for each site (max_connection_rate); 50
/// messages a connection; an idle one is kept for 60 s; retry after 20 min × 2^n ± 30 s; given up after 7 days, or at the end of the scenario's queue time if that is earlier;
/// failures_before_delay 100. Each domain is a site of its own, for Microsoft's have MX names of their own; that a site has two addresses is ours.
/// </para>
/// <para>
/// A refusal at MAIL defers its message and counts for the rule (R1). One in place of the greeting, or a connection dropped before it, moves on to the next address, which the
/// receiver counts again; when none is left it defers its message, and no rule sees it (R2). <c>kumomta-halving</c> is meant kindly and has its rule see a refusal in
/// place of the greeting too (match_internal=true). Not modelled: that a full ready queue is tried again within a minute (here at once), and that a connection that ended is
/// replaced a second later, or when the next message is ready (here at once); the rate of opening limits both.
/// </para>
/// </summary>
internal sealed class KumoStrategy : ISendingStrategy
{
    private const int SiteLimit = 10;
    private const int ProviderLimit = 5;

    private readonly int _providerLimit;
    private readonly Func<KumoLimit> _limit;
    private readonly bool _matchInternal;

    private KumoStrategy(string name, int providerLimit, Func<KumoLimit> limit, bool matchInternal) =>
        (Name, _providerLimit, _limit, _matchInternal) = (name, providerLimit, limit, matchInternal);

    public string Name { get; }

    public bool IsFaultless => false;

    public static KumoStrategy Stock() => new("kumomta", ProviderLimit, () => new KumoLimit.Timed(SiteLimit), matchInternal: false);

    public static KumoStrategy Raised() =>
        new("kumomta-raised", OurProfile.MaxConnections, () => new KumoLimit.Timed(OurProfile.MaxConnections), matchInternal: false);

    public static KumoStrategy Halving() =>
        new("kumomta-halving", OurProfile.MaxConnections, () => new KumoLimit.Halving(OurProfile.MaxConnections), matchInternal: true);

    public PathSender Create(World world, int path) => new KumoSender(world, path, _providerLimit, _limit, _matchInternal);
}
