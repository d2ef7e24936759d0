using System.Text.Json.Serialization;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>What one strategy came to on one scenario. Ages and times are <see langword="null"/> where nothing of the kind was delivered or reached.</summary>
internal sealed record RunResult
{
    [JsonPropertyName("scenario")]
    public required string Scenario { get; init; }

    [JsonPropertyName("strategy")]
    public required string Strategy { get; init; }

    /// <summary>The messages delivered, against the oracle's. To four digits: a difference beyond them is a few messages that the end of the run found under way.</summary>
    [JsonPropertyName("goodput")]
    public required double Goodput { get; init; }

    /// <summary>Of the connections opened, the share that was refused.</summary>
    [JsonPropertyName("refused")]
    public required double Refused { get; init; }

    [JsonPropertyName("refusals")]
    public required long Refusals { get; init; }

    [JsonPropertyName("connections")]
    public required long Connections { get; init; }

    /// <summary>The most refusals within any minute, as the receiver counts them for one source.</summary>
    [JsonPropertyName("worst_minute")]
    public required int WorstMinute { get; init; }

    [JsonPropertyName("blocks")]
    public required int Blocks { get; init; }

    [JsonPropertyName("delivered")]
    public required long Delivered { get; init; }

    [JsonPropertyName("expired")]
    public required long Expired { get; init; }

    [JsonPropertyName("engaged_p99_s")]
    public required double? EngagedP99 { get; init; }

    [JsonPropertyName("dormant_p50_s")]
    public required double? DormantP50 { get; init; }

    [JsonPropertyName("time_to_80_s")]
    public required double? TimeTo80 { get; init; }

    /// <summary>The events simulated in a second of processor time; the only figure that is not the same in every run.</summary>
    [JsonPropertyName("events_per_s")]
    public required double EventsPerSecond { get; init; }

    [JsonIgnore]
    public double? EngagedP50 { get; init; }

    [JsonIgnore]
    public double? DormantP99 { get; init; }

    /// <summary>How often the strategy paused by itself, over all paths.</summary>
    [JsonIgnore]
    public int Pauses { get; init; }

    /// <summary>The limit of connections that it ended with, over all paths.</summary>
    [JsonIgnore]
    public int FinalCeiling { get; init; }

    [JsonIgnore]
    public double MessagesPerConnection => Connections > Refusals ? (double)Delivered / (Connections - Refusals) : 0;

    /// <summary>The numbers of every minute, for the pictures.</summary>
    [JsonIgnore]
    public Statistics? Minutes { get; init; }

    /// <summary>The oracle's, on the same scenario.</summary>
    [JsonIgnore]
    public Statistics? OracleMinutes { get; init; }

    [JsonIgnore]
    public double DeliveriesPerSecond { get; init; }

    public static RunResult From(string strategy, World world, Statistics oracle, TimeSpan elapsed)
    {
        var statistics = world.Statistics;
        var refusals = world.Receivers.Sum(receiver => receiver.Refused);
        var connections = refusals + world.Receivers.Sum(receiver => receiver.Accepted);
        return new RunResult
        {
            Scenario = world.Scenario.Name,
            Strategy = strategy,
            Goodput = Math.Round(oracle.Delivered == 0 ? 1 : (double)statistics.Delivered / oracle.Delivered, 4),
            Refused = Math.Round(connections == 0 ? 0 : (double)refusals / connections, 6),
            Refusals = refusals,
            Connections = connections,
            WorstMinute = world.Receivers.Max(receiver => receiver.WorstMinute),
            Blocks = world.Receivers.Sum(receiver => receiver.Blocks),
            Delivered = statistics.Delivered,
            Expired = statistics.Expired,
            EngagedP50 = statistics.Age(Engagement.Engaged, 0.5),
            EngagedP99 = statistics.Age(Engagement.Engaged, 0.99),
            DormantP50 = statistics.Age(Engagement.Dormant, 0.5),
            DormantP99 = statistics.Age(Engagement.Dormant, 0.99),
            TimeTo80 = TimeTo(0.8, statistics, oracle),
            EventsPerSecond = Math.Round(world.Events / Math.Max(elapsed.TotalSeconds, 1e-6)),
            Pauses = world.Senders.Sum(sender => sender.Pauses),
            FinalCeiling = world.Senders.Sum(sender => sender.Ceiling ?? 0),
            DeliveriesPerSecond = world.Statistics.Delivered / Math.Max(elapsed.TotalSeconds, 1e-6),
            Minutes = statistics,
            OracleMinutes = oracle,
        };
    }

    /// <summary>The start of the first ten minutes in which so large a share of what the oracle delivered in them was delivered.</summary>
    private static double? TimeTo(double share, Statistics statistics, Statistics oracle)
    {
        const int Minutes = 10;
        long ours = 0, its = 0;
        for (var minute = 0; minute < statistics.DeliveredByMinute.Length; minute++)
        {
            ours += statistics.DeliveredByMinute[minute];
            its += oracle.DeliveredByMinute[minute];
            if (minute >= Minutes)
            {
                ours -= statistics.DeliveredByMinute[minute - Minutes];
                its -= oracle.DeliveredByMinute[minute - Minutes];
            }

            if (minute >= Minutes - 1 && its > 0 && ours >= share * its)
            {
                return (minute - (Minutes - 1)) * 60;
            }
        }

        return null;
    }
}
