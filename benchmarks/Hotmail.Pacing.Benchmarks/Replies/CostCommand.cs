using System.Diagnostics;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Benchmarks.Replies;

/// <summary>What each reply of a file costs to classify, the least of several rounds: <c>cost FILE.tsv [PROVIDER-PREFIX]</c>. The dearest first, then mean and worst.</summary>
internal static class CostCommand
{
    private const int Rounds = 60;
    private const int CallsPerRound = 2_000;

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not [var path, .. var rest] || rest.Length > 1)
        {
            error.WriteLine("Usage: cost FILE.tsv [PROVIDER-PREFIX]");
            return 2;
        }

        var classifier = new ReplyClassifier();
        var prefix = rest.FirstOrDefault(string.Empty);
        var rows = ReplyFile.Read(path)
            .Where(row => row.Provider.StartsWith(prefix, StringComparison.Ordinal))
            .ToList();
        rows.ForEach(row => Measure(classifier, row)); // Until the code is compiled for speed.
        var costs = rows
            .Select(row => Measure(classifier, row))
            .OrderByDescending(cost => cost.Nanoseconds)
            .ToList();
        foreach (var cost in costs)
        {
            output.WriteLine($"{cost.Nanoseconds,7:F0} ns {cost.Bytes,5} B  {cost.Rule,-32} {cost.Reply.Text.Length,5} characters  {cost.Reply}");
        }

        output.WriteLine($"{costs.Count} replies: mean {costs.Average(cost => cost.Nanoseconds):F0} ns, worst {costs[0].Nanoseconds:F0} ns, {costs.Max(cost => cost.Bytes)} B");
        return 0;
    }

    private static Cost Measure(ReplyClassifier classifier, ReplyRow row)
    {
        var reply = SmtpReply.Parse(row.Reply, row.Stage);
        var least = double.MaxValue;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var call = 0; call < CallsPerRound; call++)
            {
                classifier.Classify(reply, row.Provider);
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / CallsPerRound);
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / (Rounds * CallsPerRound);
        return new Cost(least, bytes, reply, classifier.Classify(reply, row.Provider).Rule);
    }

    private sealed record Cost(double Nanoseconds, long Bytes, SmtpReply Reply, string Rule);
}
