namespace Hotmail.Pacing.CrashTests;

/// <summary>The parent: several spools at the same time, each with a receiver and a child of its own, and one result.</summary>
internal static class CrashTest
{
    // Always the same number, so that a seed draws the same on any machine.
    private const int Spools = 4;

    /// <summary>Runs it all.</summary>
    /// <returns>Whether the result is good.</returns>
    public static async Task<bool> RunAsync(CrashOptions options)
    {
        var spools = Math.Min(Spools, options.Kills);
        Report($"{options.Kills} kills on {spools} spools, seed {options.Seed}");
        var random = new Random(options.Seed);
        var runs = Enumerable.Range(0, spools)
            .Select(number => (Kills: (options.Kills / spools) + (number < options.Kills % spools ? 1 : 0), Name: $"s{number}", Random: new Random(random.Next())))
            .Select(spool => RunAsync(options.Mode, spool.Name, spool.Random, spool.Kills));
        var result = (await Task.WhenAll(runs)).Aggregate(static (one, other) => one + other);
        foreach (var finding in result.Findings)
        {
            Report(finding);
        }

        await Console.Out.WriteLineAsync(result.ToJson());
        return result.IsGood;
    }

    /// <summary>Says something beside the result.</summary>
    public static void Report(string text) => Console.Error.WriteLine($"tests/crash: {text}");

    private static async Task<CrashResult> RunAsync(CrashMode mode, string name, Random random, int kills)
    {
        await using var run = await SpoolRun.StartAsync(mode, name, random);
        return await run.RunAsync(kills);
    }
}
