namespace Hotmail.Pacing.Simulation.Model;

/// <summary>A seeded generator (SplitMix64): the same draws from the same seed, everywhere. One for each purpose, so that one more draw here does not shift all others.</summary>
internal sealed class Draws(long seed, int purpose)
{
    private ulong _state = unchecked(((ulong)seed * 0x9E3779B97F4A7C15) + ((ulong)purpose * 0xD1B54A32D192ED03) + 0x632BE59BD9B4E019);

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Evenly from 0 to below 1.</summary>
    public double Share() => (Next() >> 11) * (1.0 / (1UL << 53));
}
