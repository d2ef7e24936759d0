using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>One contender's median over the rounds.</summary>
internal sealed record Measurement(
    [property: JsonPropertyName("contender")] string Contender,
    [property: JsonPropertyName("connections")] int Connections,
    [property: JsonPropertyName("messages")] int Messages,
    [property: JsonPropertyName("messages_per_s")] double MessagesPerSecond,
    [property: JsonPropertyName("cpu_us_per_message")] double CpuMicroseconds,
    [property: JsonPropertyName("bytes_per_message")] double Bytes);
