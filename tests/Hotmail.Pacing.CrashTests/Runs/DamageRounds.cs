using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>After a kill: copies the spool, damages it, lets a child send from it, judges what came of it, and puts the copy back.</summary>
/// <param name="folder">The spool's folder.</param>
/// <param name="random">What the damages are drawn from.</param>
internal sealed class DamageRounds(string folder, Random random) : IDisposable
{
    private readonly ServerFolder _copy = new();

    /// <summary>What came of the damages so far.</summary>
    public DamageCounts Counts { get; private set; } = DamageCounts.None;

    /// <summary>Does one.</summary>
    /// <param name="plan">The child to start on the damaged spool.</param>
    /// <param name="ledger">Knows what is owed.</param>
    /// <param name="takeAsync">Waits for the end of the child's sessions, and says what the receiver took.</param>
    public async Task RunAsync(ChildPlan plan, CrashLedger ledger, Func<Task<IReadOnlyList<NodeSmtpMessage>>> takeAsync)
    {
        Move(folder, _copy.FullName, File.Copy);
        if (SpoolDamage.Apply(folder, random) is { } damage)
        {
            var (verdict, why) = await ExamineAsync(plan, ledger, takeAsync);
            Counts = Counts.Add(verdict);
            if (verdict == DamageVerdict.Undetected)
            {
                CrashTest.Report($"undetected, {plan.Tag}: {damage}: {why}");
            }
        }

        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Delete(file);
        }

        Move(_copy.FullName, folder, File.Move);
    }

    public void Dispose() => _copy.Dispose();

    private static async Task<(DamageVerdict Verdict, string Why)> ExamineAsync(ChildPlan plan, CrashLedger ledger, Func<Task<IReadOnlyList<NodeSmtpMessage>>> takeAsync)
    {
        await using var child = ChildProcess.Start(plan, onLine: null);
        await child.WaitForAsync("failed", "left");
        var crashed = child.HasExited;
        await child.KillAsync();
        var failure = crashed ? $"it ended by itself: {child.Output}" : child.Said("failed");
        return new Examination(ledger, await takeAsync())
        {
            StartFailure = failure,
            StartFailureIsClear = failure is not null && Enum.TryParse<Sqlite.SpoolProblem>(failure.Split(' ')[0], out _),
            Reports = child.SpoolErrors,
            Left = child.Said("left") is { } left ? int.Parse(left, System.Globalization.CultureInfo.InvariantCulture) : null,
        }.Judge();
    }

    private static void Move(string from, string to, Action<string, string> move)
    {
        foreach (var file in SpoolDamage.Files(from).ToList())
        {
            move(file.FullName, Path.Combine(to, file.Name));
        }
    }
}
