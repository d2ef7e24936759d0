using System.Globalization;
using System.Text.Json;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>
/// Messages a second to smtp-sink on loopback: our pacer beside a hand-written MailKit loop, as people write it and with Nagle's algorithm off. The
/// contenders take turns in one run, so that the machine's moods hit them alike; what counts is the ratio.
/// </summary>
internal static class EndToEndCommand
{
    public const int MessagesPerConnection = 50;
    private const int Rounds = 5;
    private static readonly int[] Connections = [1, 10, 25, 50];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not ([] or ["--json"]))
        {
            await error.WriteLineAsync("Usage: end-to-end [--json]");
            return 2;
        }

        await using var sink = await SinkServer.StartAsync();
        if (sink is null)
        {
            await error.WriteLineAsync("smtp-sink is not installed; it comes with Debian's package postfix, which tests/run installs.");
            return 2;
        }

        var content = MessageContent.FromMimeMessage(BenchmarkMessage.Make());
        Contender[] contenders =
        [
            new("pacer", (messages, connections, port) => PacerRun.SendAsync(content, messages, connections, port)),
            new("mailkit-nodelay", (messages, connections, port) => MailKitLoop.SendAsync(BenchmarkMessage.Make, messages, connections, port, noDelay: true)),
            new("mailkit", (messages, connections, port) => MailKitLoop.SendAsync(BenchmarkMessage.Make, messages, connections, port, noDelay: false)),
        ];
        var results = new List<Measurement>();
        foreach (var connections in Connections)
        {
            results.AddRange(await MeasureAsync(contenders, connections, sink.Port));
        }

        Print(results, output);
        if (args is ["--json"])
        {
            await output.WriteLineAsync(JsonSerializer.Serialize(results));
        }

        return 0;
    }

    private static async Task<IEnumerable<Measurement>> MeasureAsync(Contender[] contenders, int connections, int port)
    {
        var samples = contenders.ToDictionary(static contender => contender, static _ => new List<Measurement>());
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var contender in contenders)
            {
                // The loop with Nagle's algorithm takes 44 ms a message (facts/mailkit.md §1): fewer messages tell as much.
                var messages = (contender.Name == "mailkit" ? 40 : 400) * Math.Max(5, connections);
                var sample = await Measurement.TakeAsync(contender, messages, connections, port);
                if (round >= 0)
                {
                    samples[contender].Add(sample);
                }
            }
        }

        return samples.Select(static pair => Measurement.Median(pair.Value));
    }

    private static void Print(List<Measurement> results, TextWriter output)
    {
        output.WriteLine($"{BenchmarkMessage.Size / 1024} KiB messages to smtp-sink on loopback, {MessagesPerConnection} a connection, median of {Rounds} alternating rounds");
        output.WriteLine();
        output.WriteLine("| connections | contender | messages/s | ratio to mailkit-nodelay | CPU us/message | bytes/message |");
        output.WriteLine("| ---: | --- | ---: | ---: | ---: | ---: |");
        foreach (var result in results)
        {
            var rival = results.First(other => other.Connections == result.Connections && other.Contender == "mailkit-nodelay");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {result.Connections} | {result.Contender} | {result.MessagesPerSecond:N0} | {result.MessagesPerSecond / rival.MessagesPerSecond:0.00} | {result.CpuMicroseconds:N0} | {result.Bytes:N0} |"));
        }
    }
}
