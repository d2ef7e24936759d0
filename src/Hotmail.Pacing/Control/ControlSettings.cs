namespace Hotmail.Pacing.Control;

/// <summary>
/// How a path controller behaves. Immutable; the defaults are the shipped ones. Bands, pause and first steps are those of the article on S3115;
/// the rest was found against modelled receivers (design.md §5).
/// </summary>
public sealed record ControlSettings
{
    private static readonly IReadOnlyList<int> DefaultSteps = [25, 35, 50, 75, 100, 125, 150];

    /// <summary>The least ceiling that a cut can reach. Default 1.</summary>
    public int FloorConnections { get; init; } = 1;

    /// <summary>Below this ceiling a path is in <see cref="PacingPhase.Recovery"/>. Default 25.</summary>
    public int RecoveryBelow { get; init; } = 25;

    /// <summary>The highest ceiling of <see cref="PacingPhase.Controlled"/>. Default 50.</summary>
    public int ControlledUpTo { get; init; } = 50;

    /// <summary>The highest ceiling of <see cref="PacingPhase.Expansion"/>. Default 150.</summary>
    public int ExpansionUpTo { get; init; } = 150;

    /// <summary>Whether the controller itself may raise the ceiling above <see cref="ExpansionUpTo"/>, where the profile's maximum allows it. By default it stops there for a person to review.</summary>
    public bool RaiseIntoReview { get; init; }

    /// <summary>The ceilings that a path climbs by while it knows of none that failed. Below the first it doubles. Default 25, 35, 50, 75, 100, 125, 150.</summary>
    public IReadOnlyList<int> Steps { get; init; } = DefaultSteps;

    /// <summary>How long a ceiling must have been in use before it counts as stable and the next step is taken. Default 5 min.</summary>
    public TimeSpan Hold { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The hold below a ceiling that failed, after the first failure; each further one doubles it. Default 25 min.</summary>
    public TimeSpan LearnedHoldMin { get; init; } = TimeSpan.FromMinutes(25);

    /// <summary>The longest learned hold: what bounds the steady cost to less than one refusal an hour. Default 100 min.</summary>
    public TimeSpan LearnedHoldMax { get; init; } = TimeSpan.FromMinutes(100);

    /// <summary>How long a path stays at the ceiling that it fell back to. Default <see cref="CutHold.Learned"/>.</summary>
    public CutHold CutHold { get; init; }

    /// <summary>A full send cycle, for <see cref="CutHold.SendCycle"/>. Default 24 h.</summary>
    public TimeSpan SendCycle { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The attempts that a hold needs, or one for each connection of the ceiling if that is more. Default 20.</summary>
    public int AttemptsPerHold { get; init; } = 20;

    /// <summary>The share of the ceiling that must be open for time to count as use, once the whole ceiling was reached. Default 0.9.</summary>
    public double UsedShare { get; init; } = 0.9;

    /// <summary>How long a failed ceiling, a learned message cap or a learned opening pace is remembered. Default 12 h.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromHours(12);

    /// <summary>How many connections may be unconfirmed, as a share of the confirmed ones; one always may, and no more than one beyond what was open lately. Default 0.5.</summary>
    public double UnconfirmedShare { get; init; } = 0.5;

    /// <summary>
    /// How many connections may be unconfirmed at most, or twice as many as replacing the ones that close needs if that is more: what may be refused at once
    /// when a cap has fallen. Default 3.
    /// </summary>
    public int UnconfirmedLimit { get; init; } = 3;

    /// <summary>For how long the number of connections that were open counts as proven: at least this long, at most twice. Default 5 min.</summary>
    public TimeSpan ProvenFor { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The least wait between a refusal and the next opening. Each further refusal without an accepted connection doubles the wait. Default 20 s.</summary>
    public TimeSpan RefusalWaitMin { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The most wait after a first refusal; the actual one is drawn evenly. Default 30 s.</summary>
    public TimeSpan RefusalWaitMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait after a run of refusals, drops or unreachable hosts, before jitter of up to a quarter. Default 5 min.</summary>
    public TimeSpan RefusalWaitLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>After two refusals, no connection is opened until this long after the first of them. Default 1 min.</summary>
    public TimeSpan ThirdRefusalAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many connections in a row must be dropped before their banner to count as a refused one, at a number of connections that was fine before. Default 3.</summary>
    public int DropRun { get; init; } = 3;

    /// <summary>How many unreachable hosts in a row make the path wait. Default 3.</summary>
    public int UnreachableRun { get; init; } = 3;

    /// <summary>The wait after such a run, before jitter; it doubles. Default 5 s.</summary>
    public TimeSpan UnreachableWait { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The time in which a receiver that limits openings is taken to count them. Default 1 min.</summary>
    public TimeSpan OpeningWindow { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For how long an opening rate that was fine is evidence against a rate limit: at least this long, at most twice. Default 1 h.</summary>
    public TimeSpan OpeningRateProvenFor { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The share of throttled attempts at which the throttle is widespread and the path pauses. Default 0.5.</summary>
    public double WidespreadShare { get; init; } = 0.5;

    /// <summary>The attempts that such a share needs. Default 20.</summary>
    public int WidespreadSamples { get; init; } = 20;

    /// <summary>The time over which the share is taken: at least this long, at most twice. Default 10 min.</summary>
    public TimeSpan WidespreadWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How many refusals in a row at the floor pause the path. Default 3.</summary>
    public int FloorRefusals { get; init; } = 3;

    /// <summary>How many reputation blocks in a row pause a path whose mail was accepted a moment ago; where none was, the first does. Default 3.</summary>
    public int BlockRun { get; init; } = 3;

    /// <summary>The first pause. Default 4 h.</summary>
    public TimeSpan PauseMin { get; init; } = TimeSpan.FromHours(4);

    /// <summary>The longest pause, jitter included; each recurrence doubles the pause up to it. Default 12 h.</summary>
    public TimeSpan PauseMax { get; init; } = TimeSpan.FromHours(12);

    /// <summary>The most jitter, as a share of the pause. Default 0.1.</summary>
    public double PauseJitter { get; init; } = 0.1;

    /// <summary>A pause that begins this soon after the last one's end is a recurrence. Default 24 h.</summary>
    public TimeSpan PauseMemory { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The ceiling after a pause of the controller's; it doubles with each hold up to half of what had been stable. Default 2.</summary>
    public int RecoveryStart { get; init; } = 2;

    /// <summary>For how long at most a path that a throttle threw into recovery holds back mail to dormant recipients. Default 6 h.</summary>
    public TimeSpan DormantHold { get; init; } = TimeSpan.FromHours(6);

    /// <summary>The ceiling that a new egress source starts with. Default 2.</summary>
    public int NewSourceStart { get; init; } = 2;

    /// <summary>The least hold of a new source, and its first. A new source rises by one. Default 1 h.</summary>
    public TimeSpan NewSourceHoldMin { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The longest hold of a new source. Default 4 h.</summary>
    public TimeSpan NewSourceHoldMax { get; init; } = TimeSpan.FromHours(4);

    /// <summary>What a refusal does to the hold of a new source. Default 1.5.</summary>
    public double NewSourceHoldGrowth { get; init; } = 1.5;

    /// <summary>What a success does to the hold of a new source. Default 0.95.</summary>
    public double NewSourceHoldShrink { get; init; } = 0.95;

    /// <summary>The share of rate-limited or throttled attempts from which on the message rate is lowered: one mailbox that is written to too often slows no path. Default 0.02.</summary>
    public double RateLimitedShare { get; init; } = 0.02;

    /// <summary>What a rate limit or a reputation throttle leaves of the message rate. Default 0.5.</summary>
    public double RateCut { get; init; } = 0.5;

    /// <summary>By how much the message rate grows with each hold that passes without another. Default 1.25.</summary>
    public double RateRaise { get; init; } = 1.25;

    /// <summary>The time over which the message rate is measured, and within which replies belong to the same event. Default 1 min.</summary>
    public TimeSpan RateWindow { get; init; } = TimeSpan.FromMinutes(1);
}
