using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>
/// What durability costs: the pacer with the queue in memory, with the queue on disk, and Postfix delivering a queue that it has on the same disk, in turns, to the same smtp-sink.
/// The pacer's time begins with the acceptance of the first message, in a spool that is open; Postfix's begins when its queue is full already.
/// </summary>
internal static class DurableCommand
{
    private const int Rounds = 3;

    /// <summary>Before the runtime has compiled its second time what is used often, a sixth of the processor goes into that.</summary>
    private const int WarmUps = 2;

    /// <summary>Postfix takes a queue in ten times as slowly as it is delivered, and its rate does not depend on how many there are.</summary>
    private const int PostfixMessages = 1_000;

    private static readonly (int Connections, int Messages)[] Sizes = [(1, 10_000), (10, 40_000), (50, 40_000)];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not ([] or ["--json"]))
        {
            await error.WriteLineAsync("Usage: durable [--json]");
            return 2;
        }

        await using var sink = await SinkServer.StartAsync();
        if (sink is null)
        {
            await error.WriteLineAsync("smtp-sink is not installed; it comes with Debian's package postfix, which tests/run installs.");
            return 2;
        }

        var results = new List<Measurement>();
        foreach (var (connections, messages) in Sizes)
        {
            results.AddRange(await MeasureAsync(messages, connections, sink.Port));
        }

        Print(results, output);
        if (args is ["--json"])
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(results));
        }

        return 0;
    }

    private static async Task<IEnumerable<Measurement>> MeasureAsync(int messages, int connections, int port)
    {
        // Each message has bytes of its own: bytes that many share are stored once, which would flatter the disk.
        var contents = Enumerable.Range(0, messages).Select(static _ => MessageContent.FromMimeMessage(BenchmarkMessage.Make())).ToArray();
        (string Name, Func<Task<TimeSpan>> SendAsync)[] contenders =
        [
            ("memory", () => PacerRun.SendAsync(contents, connections, port)),
            ("sqlite", () => PacerRun.SendDurablyAsync(contents, connections, port)),
        ];
        await using var postfix = await PostfixQueue.StartAsync(port, connections);
        var samples = contenders.Select(static _ => new List<Measurement>()).ToArray();
        var postfixSamples = new List<Measurement>();
        for (var round = -WarmUps; round < Rounds; round++)
        {
            for (var index = 0; index < contenders.Length; index++)
            {
                var elapsed = TimeSpan.Zero;
                var sample = await Measurement.TakeAsync(
                    new Contender(contenders[index].Name, async (_, _, _) => elapsed = await contenders[index].SendAsync()), messages, connections, port);
                if (round >= 0)
                {
                    samples[index].Add(sample with { MessagesPerSecond = messages / elapsed.TotalSeconds });
                }
            }

            if (postfix is not null && round >= 0)
            {
                await postfix.FillAsync(PostfixMessages);
                var start = Stopwatch.GetTimestamp();
                await postfix.DeliverAsync();
                postfixSamples.Add(new Measurement("postfix", connections, PostfixMessages, PostfixMessages / Stopwatch.GetElapsedTime(start).TotalSeconds, double.NaN, double.NaN));
            }
        }

        return samples.Append(postfixSamples).Where(static samples => samples.Count > 0).Select(Measurement.Median);
    }

    private static void Print(List<Measurement> results, TextWriter output)
    {
        output.WriteLine($"{BenchmarkMessage.Size / 1024} KiB messages to smtp-sink on loopback, {EndToEndCommand.MessagesPerConnection} a connection, median of {Rounds} alternating rounds");
        output.WriteLine();
        output.WriteLine("| connections | contender | messages/s | ratio to memory | CPU us/message |");
        output.WriteLine("| ---: | --- | ---: | ---: | ---: |");
        foreach (var result in results)
        {
            var memory = results.First(other => other.Connections == result.Connections);
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Connections} | {result.Contender} | {result.MessagesPerSecond:N0} | {result.MessagesPerSecond / memory.MessagesPerSecond:0.00} | {(double.IsNaN(result.CpuMicroseconds) ? "" : $"{result.CpuMicroseconds:N0}")} |"));
        }

        if (results.All(static result => result.Contender != "postfix"))
        {
            output.WriteLine("Postfix was not measured: it is not installed, or this is not root.");
        }
    }
}
