namespace Hotmail.Pacing.Tests;

/// <summary>What a piece of work allocates on its thread.</summary>
internal static class Allocations
{
    /// <summary>In how many rounds one quiet one is looked for.</summary>
    public const int Rounds = 50;

    /// <summary>The least that a round allocated. The runtime itself allocates now and then, as when it replaces a method by a faster version.</summary>
    public static long Least(Action round)
    {
        var least = long.MaxValue;
        for (var number = 0; number < Rounds && least > 0; number++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            round();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
