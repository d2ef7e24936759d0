using System.Globalization;
using System.Text.Json;
using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Tests.Control.Model;

/// <summary>A modelled receiver and one sender's traffic: what the controller's tests need of the format in data/scenarios/README.md.</summary>
internal sealed record Scenario(string Name, TimeSpan Duration, long Messages)
{
    public int Seed { get; init; } = 1;

    /// <summary>Relative weights, one an hour, repeated; empty when everything is there at the start.</summary>
    public double[] PerHour { get; init; } = [];

    public double Engaged { get; init; } = 0.3;

    public double Dormant { get; init; } = 0.2;

    public TimeSpan QueueMaxAge { get; init; } = TimeSpan.FromDays(2);

    public (double Median, double P99) Connect { get; init; } = (0.25, 1.5);

    public (double Median, double P99) Message { get; init; } = (3, 9);

    public (TimeSpan At, int Connections)[] Cap { get; init; } = [];

    public double Amplitude { get; init; }

    public (TimeSpan Window, int Connections)? OpenRate { get; init; }

    public string RefuseAt { get; init; } = "banner";

    public (TimeSpan Window, int Tolerated, double Shrink, int Floor, double RecoverPerHour)? Penalty { get; init; }

    public (TimeSpan Window, int Refusals, TimeSpan For)? Block { get; init; }

    public (double Start, double PerHour, double Max)? Trust { get; init; }

    public int MessagesPerConnection { get; init; } = 50;

    public Refusal Refusal => RefuseAt == "drop" ? Refusal.DroppedBeforeBanner : Refusal.ConnectionLimit;

    /// <summary>The cap that the receiver would grant a faultless sender; trust apart.</summary>
    public double CapAt(TimeSpan at)
    {
        var cap = 0;
        foreach (var step in Cap)
        {
            cap = step.At <= at ? step.Connections : cap;
        }

        return cap * (1 + (Amplitude * Math.Sin(2 * Math.PI * at.TotalHours / 24)));
    }

    public static Scenario Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var root = document.RootElement;
        var traffic = root.GetProperty("traffic");
        var receiver = root.GetProperty("receiver");
        var latency = root.GetProperty("latency");
        return new Scenario(root.GetProperty("name").GetString()!, Span(root, "duration"), traffic.GetProperty("messages").GetInt64())
        {
            Seed = root.GetProperty("seed").GetInt32(),
            PerHour = traffic.GetProperty("arrival") is { ValueKind: JsonValueKind.Object } arrival
                ? [.. arrival.GetProperty("perHour").EnumerateArray().Select(weight => weight.GetDouble())] : [],
            Engaged = traffic.GetProperty("engaged").GetDouble(),
            Dormant = traffic.GetProperty("dormant").GetDouble(),
            QueueMaxAge = Span(traffic, "queueMaxAge"),
            Connect = Latency(latency, "connectMs"),
            Message = Latency(latency, "messageMs"),
            Cap = [.. receiver.GetProperty("cap").EnumerateArray().Select(step => (Span(step, "at"), step.GetProperty("connections").GetInt32()))],
            Amplitude = receiver.TryGetProperty("diurnal", out var diurnal) ? Number(diurnal, "amplitude") : 0,
            OpenRate = receiver.TryGetProperty("openRate", out var rate) ? (Span(rate, "window"), (int)Number(rate, "connections")) : null,
            RefuseAt = receiver.GetProperty("refuseAt").GetString()!,
            Penalty = receiver.TryGetProperty("penalty", out var penalty)
                ? (Span(penalty, "window"), (int)Number(penalty, "tolerated"), Number(penalty, "shrink"), (int)Number(penalty, "floor"), Number(penalty, "recoverPerHour")) : null,
            Block = receiver.TryGetProperty("block", out var block) ? (Span(block, "window"), (int)Number(block, "refusals"), Span(block, "for")) : null,
            Trust = receiver.TryGetProperty("trust", out var trust) ? (Number(trust, "start"), Number(trust, "perHour"), Number(trust, "max")) : null,
            MessagesPerConnection = (int)Number(receiver, "messagesPerConnection"),
        };
    }

    private static TimeSpan Span(JsonElement element, string name) => TimeSpan.Parse(element.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static (double Median, double P99) Latency(JsonElement element, string name)
    {
        var pair = element.GetProperty(name);
        return (pair[0].GetDouble() / 1000, pair[1].GetDouble() / 1000);
    }
}
