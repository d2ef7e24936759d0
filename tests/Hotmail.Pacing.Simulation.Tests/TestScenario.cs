using System.Text.Json.Nodes;
using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Tests;

/// <summary>A short scenario, as the text of a file, and read by way of one.</summary>
internal static class TestScenario
{
    public const string Refusal = "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)";

    /// <summary>Half an hour of more mail than fits through a cap of 20.</summary>
    public static JsonObject Json() => JsonNode.Parse(
        $$"""
        {
          "name": "short", "about": "For tests.", "seed": 3, "duration": "00:30:00",
          "traffic": { "messages": 20000, "arrival": "at-start", "engaged": 0.3, "dormant": 0.2, "queueMaxAge": "12:00:00" },
          "sources": 1, "senders": 1, "latency": { "connectMs": [250, 1500], "messageMs": [3000, 9000] },
          "receiver": {
            "cap": [ { "at": "00:00:00", "connections": 20 } ], "refuseAt": "banner", "refusal": "{{Refusal}}",
            "penalty": { "window": "00:01:00", "tolerated": 10, "shrink": 0.8, "floor": 4, "recoverPerHour": 10 },
            "messagesPerConnection": 50, "greylist": 0.01, "mailboxFull": 0.002, "badMailbox": 0.005
          }
        }
        """)!.AsObject();

    public static Scenario Read(Action<JsonObject>? change = null)
    {
        var json = Json();
        change?.Invoke(json);
        return ReadText(json.ToJsonString());
    }

    public static Scenario ReadText(string text)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, text);
            return ScenarioReader.Read(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
