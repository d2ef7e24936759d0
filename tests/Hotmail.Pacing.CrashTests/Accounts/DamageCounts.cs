namespace Hotmail.Pacing.CrashTests;

/// <summary>How many damages came to which verdict.</summary>
internal sealed record DamageCounts(int Detected, int Harmless, int Undetected)
{
    public static DamageCounts None { get; } = new(0, 0, 0);

    /// <summary>All of them.</summary>
    public int Damaged => Detected + Harmless + Undetected;

    public static DamageCounts operator +(DamageCounts one, DamageCounts other) =>
        new(one.Detected + other.Detected, one.Harmless + other.Harmless, one.Undetected + other.Undetected);

    public DamageCounts Add(DamageVerdict verdict) => verdict switch
    {
        DamageVerdict.Detected => this with { Detected = Detected + 1 },
        DamageVerdict.Harmless => this with { Harmless = Harmless + 1 },
        _ => this with { Undetected = Undetected + 1 },
    };
}
