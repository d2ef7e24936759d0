namespace Hotmail.Pacing.Simulation.Model;

/// <summary>A seeded generator (SplitMix64): the same draws from the same seed, everywhere. One for each purpose, so that one more draw here does not shift all others.</summary>
internal sealed class Draws(long seed, int purpose)
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong _state = unchecked(((ulong)seed * Step) + ((ulong)purpose * 0xD1B54A32D192ED03) + 0x632BE59BD9B4E019);

    public ulong Next() => Mix(_state += Step);

    /// <summary>A number that looks like chance, and is always the same for the same number.</summary>
    public static ulong Mix(ulong value)
    {
        value += Step;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    /// <summary>A draw as a share, from 0 to below 1.</summary>
    public static double Share(ulong draw) => (draw >> 11) * (1.0 / (1UL << 53));
}
