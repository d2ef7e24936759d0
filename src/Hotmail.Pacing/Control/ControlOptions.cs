namespace Hotmail.Pacing.Control;

/// <summary>How a path controller behaves, as configuration binds it. <see cref="ToSettings"/> makes the immutable settings; each property is explained there.</summary>
public sealed partial class ControlOptions
{
    private static readonly ControlSettings Defaults = new();

    /// <summary>See <see cref="ControlSettings.FloorConnections"/>.</summary>
    public int FloorConnections { get; set; } = Defaults.FloorConnections;

    /// <summary>See <see cref="ControlSettings.RecoveryBelow"/>.</summary>
    public int RecoveryBelow { get; set; } = Defaults.RecoveryBelow;

    /// <summary>See <see cref="ControlSettings.ControlledUpTo"/>.</summary>
    public int ControlledUpTo { get; set; } = Defaults.ControlledUpTo;

    /// <summary>See <see cref="ControlSettings.ExpansionUpTo"/>.</summary>
    public int ExpansionUpTo { get; set; } = Defaults.ExpansionUpTo;

    /// <summary>See <see cref="ControlSettings.RaiseIntoReview"/>.</summary>
    public bool RaiseIntoReview { get; set; } = Defaults.RaiseIntoReview;

    /// <summary>See <see cref="ControlSettings.Steps"/>. When absent, the default list holds.</summary>
    public IReadOnlyList<int>? Steps { get; set; }

    /// <summary>See <see cref="ControlSettings.Hold"/>.</summary>
    public TimeSpan Hold { get; set; } = Defaults.Hold;

    /// <summary>See <see cref="ControlSettings.LearnedHoldMin"/>.</summary>
    public TimeSpan LearnedHoldMin { get; set; } = Defaults.LearnedHoldMin;

    /// <summary>See <see cref="ControlSettings.LearnedHoldMax"/>.</summary>
    public TimeSpan LearnedHoldMax { get; set; } = Defaults.LearnedHoldMax;

    /// <summary>See <see cref="ControlSettings.CutHold"/>.</summary>
    public CutHold CutHold { get; set; } = Defaults.CutHold;

    /// <summary>See <see cref="ControlSettings.SendCycle"/>.</summary>
    public TimeSpan SendCycle { get; set; } = Defaults.SendCycle;

    /// <summary>See <see cref="ControlSettings.AttemptsPerHold"/>.</summary>
    public int AttemptsPerHold { get; set; } = Defaults.AttemptsPerHold;

    /// <summary>See <see cref="ControlSettings.UsedShare"/>.</summary>
    public double UsedShare { get; set; } = Defaults.UsedShare;

    /// <summary>See <see cref="ControlSettings.Memory"/>.</summary>
    public TimeSpan Memory { get; set; } = Defaults.Memory;

    /// <summary>See <see cref="ControlSettings.UnconfirmedShare"/>.</summary>
    public double UnconfirmedShare { get; set; } = Defaults.UnconfirmedShare;

    /// <summary>See <see cref="ControlSettings.UnconfirmedLimit"/>.</summary>
    public int UnconfirmedLimit { get; set; } = Defaults.UnconfirmedLimit;

    /// <summary>See <see cref="ControlSettings.ProvenFor"/>.</summary>
    public TimeSpan ProvenFor { get; set; } = Defaults.ProvenFor;

    /// <summary>See <see cref="ControlSettings.RefusalWaitMin"/>.</summary>
    public TimeSpan RefusalWaitMin { get; set; } = Defaults.RefusalWaitMin;

    /// <summary>See <see cref="ControlSettings.RefusalWaitMax"/>.</summary>
    public TimeSpan RefusalWaitMax { get; set; } = Defaults.RefusalWaitMax;

    /// <summary>See <see cref="ControlSettings.RefusalWaitLimit"/>.</summary>
    public TimeSpan RefusalWaitLimit { get; set; } = Defaults.RefusalWaitLimit;

    /// <summary>See <see cref="ControlSettings.ThirdRefusalAfter"/>.</summary>
    public TimeSpan ThirdRefusalAfter { get; set; } = Defaults.ThirdRefusalAfter;

    /// <summary>See <see cref="ControlSettings.DropRun"/>.</summary>
    public int DropRun { get; set; } = Defaults.DropRun;

    /// <summary>See <see cref="ControlSettings.UnreachableRun"/>.</summary>
    public int UnreachableRun { get; set; } = Defaults.UnreachableRun;

    /// <summary>See <see cref="ControlSettings.UnreachableWait"/>.</summary>
    public TimeSpan UnreachableWait { get; set; } = Defaults.UnreachableWait;

    /// <summary>See <see cref="ControlSettings.OpeningWindow"/>.</summary>
    public TimeSpan OpeningWindow { get; set; } = Defaults.OpeningWindow;

    /// <summary>See <see cref="ControlSettings.OpeningRateProvenFor"/>.</summary>
    public TimeSpan OpeningRateProvenFor { get; set; } = Defaults.OpeningRateProvenFor;

    /// <summary>See <see cref="ControlSettings.WidespreadShare"/>.</summary>
    public double WidespreadShare { get; set; } = Defaults.WidespreadShare;

    /// <summary>See <see cref="ControlSettings.WidespreadSamples"/>.</summary>
    public int WidespreadSamples { get; set; } = Defaults.WidespreadSamples;

    /// <summary>See <see cref="ControlSettings.WidespreadWindow"/>.</summary>
    public TimeSpan WidespreadWindow { get; set; } = Defaults.WidespreadWindow;

    /// <summary>See <see cref="ControlSettings.FloorRefusals"/>.</summary>
    public int FloorRefusals { get; set; } = Defaults.FloorRefusals;

    /// <summary>See <see cref="ControlSettings.BlockRun"/>.</summary>
    public int BlockRun { get; set; } = Defaults.BlockRun;

    /// <summary>See <see cref="ControlSettings.PauseMin"/>.</summary>
    public TimeSpan PauseMin { get; set; } = Defaults.PauseMin;

    /// <summary>See <see cref="ControlSettings.PauseMax"/>.</summary>
    public TimeSpan PauseMax { get; set; } = Defaults.PauseMax;

    /// <summary>See <see cref="ControlSettings.PauseJitter"/>.</summary>
    public double PauseJitter { get; set; } = Defaults.PauseJitter;

    /// <summary>See <see cref="ControlSettings.PauseMemory"/>.</summary>
    public TimeSpan PauseMemory { get; set; } = Defaults.PauseMemory;

    /// <summary>See <see cref="ControlSettings.RecoveryStart"/>.</summary>
    public int RecoveryStart { get; set; } = Defaults.RecoveryStart;

    /// <summary>See <see cref="ControlSettings.DormantHold"/>.</summary>
    public TimeSpan DormantHold { get; set; } = Defaults.DormantHold;

    /// <summary>See <see cref="ControlSettings.NewSourceStart"/>.</summary>
    public int NewSourceStart { get; set; } = Defaults.NewSourceStart;

    /// <summary>See <see cref="ControlSettings.NewSourceHoldMin"/>.</summary>
    public TimeSpan NewSourceHoldMin { get; set; } = Defaults.NewSourceHoldMin;

    /// <summary>See <see cref="ControlSettings.NewSourceHoldMax"/>.</summary>
    public TimeSpan NewSourceHoldMax { get; set; } = Defaults.NewSourceHoldMax;

    /// <summary>See <see cref="ControlSettings.NewSourceHoldGrowth"/>.</summary>
    public double NewSourceHoldGrowth { get; set; } = Defaults.NewSourceHoldGrowth;

    /// <summary>See <see cref="ControlSettings.NewSourceHoldShrink"/>.</summary>
    public double NewSourceHoldShrink { get; set; } = Defaults.NewSourceHoldShrink;

    /// <summary>See <see cref="ControlSettings.RateLimitedShare"/>.</summary>
    public double RateLimitedShare { get; set; } = Defaults.RateLimitedShare;

    /// <summary>See <see cref="ControlSettings.RateCut"/>.</summary>
    public double RateCut { get; set; } = Defaults.RateCut;

    /// <summary>See <see cref="ControlSettings.RateRaise"/>.</summary>
    public double RateRaise { get; set; } = Defaults.RateRaise;

    /// <summary>See <see cref="ControlSettings.RateWindow"/>.</summary>
    public TimeSpan RateWindow { get; set; } = Defaults.RateWindow;

    /// <summary>Multiplies every duration, for demonstrations and tests that have no hours to wait.</summary>
    /// <param name="factor">The factor, such as 1/60.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not a positive, finite number.</exception>
    public void Scale(double factor)
    {
        if (!(factor > 0) || double.IsInfinity(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be a positive, finite number.");
        }

        Hold *= factor;
        LearnedHoldMin *= factor;
        LearnedHoldMax *= factor;
        SendCycle *= factor;
        Memory *= factor;
        ProvenFor *= factor;
        RefusalWaitMin *= factor;
        RefusalWaitMax *= factor;
        RefusalWaitLimit *= factor;
        ThirdRefusalAfter *= factor;
        UnreachableWait *= factor;
        OpeningWindow *= factor;
        OpeningRateProvenFor *= factor;
        WidespreadWindow *= factor;
        PauseMin *= factor;
        PauseMax *= factor;
        PauseMemory *= factor;
        DormantHold *= factor;
        NewSourceHoldMin *= factor;
        NewSourceHoldMax *= factor;
        RateWindow *= factor;
    }

    /// <summary>The immutable settings.</summary>
    public ControlSettings ToSettings() => new()
    {
        FloorConnections = FloorConnections,
        RecoveryBelow = RecoveryBelow,
        ControlledUpTo = ControlledUpTo,
        ExpansionUpTo = ExpansionUpTo,
        RaiseIntoReview = RaiseIntoReview,
        Steps = Steps is null ? Defaults.Steps : [.. Steps],
        Hold = Hold,
        LearnedHoldMin = LearnedHoldMin,
        LearnedHoldMax = LearnedHoldMax,
        CutHold = CutHold,
        SendCycle = SendCycle,
        AttemptsPerHold = AttemptsPerHold,
        UsedShare = UsedShare,
        Memory = Memory,
        UnconfirmedShare = UnconfirmedShare,
        UnconfirmedLimit = UnconfirmedLimit,
        ProvenFor = ProvenFor,
        RefusalWaitMin = RefusalWaitMin,
        RefusalWaitMax = RefusalWaitMax,
        RefusalWaitLimit = RefusalWaitLimit,
        ThirdRefusalAfter = ThirdRefusalAfter,
        DropRun = DropRun,
        UnreachableRun = UnreachableRun,
        UnreachableWait = UnreachableWait,
        OpeningWindow = OpeningWindow,
        OpeningRateProvenFor = OpeningRateProvenFor,
        WidespreadShare = WidespreadShare,
        WidespreadSamples = WidespreadSamples,
        WidespreadWindow = WidespreadWindow,
        FloorRefusals = FloorRefusals,
        BlockRun = BlockRun,
        PauseMin = PauseMin,
        PauseMax = PauseMax,
        PauseJitter = PauseJitter,
        PauseMemory = PauseMemory,
        RecoveryStart = RecoveryStart,
        DormantHold = DormantHold,
        NewSourceStart = NewSourceStart,
        NewSourceHoldMin = NewSourceHoldMin,
        NewSourceHoldMax = NewSourceHoldMax,
        NewSourceHoldGrowth = NewSourceHoldGrowth,
        NewSourceHoldShrink = NewSourceHoldShrink,
        RateLimitedShare = RateLimitedShare,
        RateCut = RateCut,
        RateRaise = RateRaise,
        RateWindow = RateWindow,
    };
}
