using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Spf;
using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Benchmarks.Spf;

/// <summary>SPF evaluated over a zone in memory, on one core: <see cref="SpfEvaluator"/> beside ARSoft's <see cref="SpfValidator"/>.</summary>
internal static class SpfCommand
{
    /// <summary>Evaluations a second.</summary>
    private const int Bar = 50_000;

    private const int Rounds = 5;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var isJson = args.Contains("--json");
        string[] rest = [.. args.Where(arg => arg != "--json")];
        var evaluations = 100_000;
        if (rest.Length > 1 || (rest.Length == 1 && (!int.TryParse(rest[0], NumberStyles.None, CultureInfo.InvariantCulture, out evaluations) || evaluations < 1)))
        {
            errors.WriteLine("spf takes the number of evaluations.");
            return 2;
        }

        var evaluator = new SpfEvaluator(new CachedResolver());
        var ours = await MeasureAsync("SpfEvaluator", evaluations, async client =>
            (await evaluator.EvaluateAsync(new SpfRequest { ClientAddress = client, Helo = "mail.example.com", MailFrom = "news@" + SpfZone.Domain })).Verdict == SpfVerdict.Pass);
        using var resolver = new ArsoftResolver();
        var validator = new SpfValidator { DnsResolver = resolver, HeloDomain = DomainName.Parse("mail.example.com") };
        var domain = DomainName.Parse(SpfZone.Domain);
        var theirs = await MeasureAsync("ARSoft SpfValidator", evaluations, async client =>
            (await validator.CheckHostAsync(client, domain, "news@" + SpfZone.Domain)).Result == ARSoft.Tools.Net.Spf.SpfQualifier.Pass);
        var ratio = ours.EvaluationsPerSecond / theirs.EvaluationsPerSecond;
        var verdict = string.Create(CultureInfo.InvariantCulture, $"ratio {ratio:F1}; the bar of {Bar}/s is {(ours.EvaluationsPerSecond >= Bar ? "met" : "missed")}");
        output.WriteLine(isJson
            ? JsonSerializer.Serialize(new { evaluations, bar = Bar, ratio, results = new[] { ours, theirs } })
            : $"{evaluations} evaluations, {SpfZone.Clients.Count} clients\n{ours}\n{theirs}\n{verdict}");
        return 0;
    }

    /// <summary>The fastest of the rounds, the first of which also warms up. The answers are in memory, so that nothing ever waits and one core does it all.</summary>
    private static async Task<Result> MeasureAsync(string name, int evaluations, Func<IPAddress, ValueTask<bool>> passes)
    {
        var best = TimeSpan.MaxValue;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            long start = Stopwatch.GetTimestamp();
            for (var i = 0; i < evaluations; i++)
            {
                var (client, expected) = SpfZone.Clients[i % SpfZone.Clients.Count];
                if (await passes(client) != expected)
                {
                    throw new InvalidOperationException($"{name} says of {client} that it {(expected ? "fails" : "passes")}.");
                }
            }

            var elapsed = Stopwatch.GetElapsedTime(start);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            best = elapsed < best ? elapsed : best;
        }

        return new Result(name, evaluations / best.TotalSeconds, (double)allocated / evaluations);
    }

    private sealed record Result(string Name, double EvaluationsPerSecond, double BytesAllocatedPerEvaluation)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name,-20} {EvaluationsPerSecond,10:F0} evaluations/s {BytesAllocatedPerEvaluation,8:F0} bytes allocated per evaluation");
    }
}
