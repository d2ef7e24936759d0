using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>One contender's median over the rounds.</summary>
internal sealed record Measurement(
    [property: JsonPropertyName("contender")] string Contender,
    [property: JsonPropertyName("connections")] int Connections,
    [property: JsonPropertyName("messages")] int Messages,
    [property: JsonPropertyName("messages_per_s")] double MessagesPerSecond,
    [property: JsonPropertyName("cpu_us_per_message")] double CpuMicroseconds,
    [property: JsonPropertyName("bytes_per_message")] double Bytes)
{
    /// <summary>Has a contender send, and measures this process meanwhile.</summary>
    public static async Task<Measurement> TakeAsync(Contender contender, int messages, int connections, int port)
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (cpu, bytes, start) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        await contender.SendAsync(messages, connections, port);
        var elapsed = Stopwatch.GetElapsedTime(start);
        process.Refresh();
        return new Measurement(
            contender.Name,
            connections,
            messages,
            messages / elapsed.TotalSeconds,
            (process.TotalProcessorTime - cpu).TotalMicroseconds / messages,
            (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / messages);
    }

    /// <summary>The medians of one contender's rounds.</summary>
    public static Measurement Median(IReadOnlyList<Measurement> samples) => samples[0] with
    {
        MessagesPerSecond = Middle(samples.Select(static sample => sample.MessagesPerSecond)),
        CpuMicroseconds = Middle(samples.Select(static sample => sample.CpuMicroseconds)),
        Bytes = Middle(samples.Select(static sample => sample.Bytes)),
    };

    private static double Middle(IEnumerable<double> values) => Math.Round(values.Order().ElementAt(values.Count() / 2), 1);
}
