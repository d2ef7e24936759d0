using System.Text.Json;
using System.Text.Json.Serialization;
using CampaignSender.Demo;
using CampaignSender.Spooling;

namespace CampaignSender;

/// <summary>The campaign in numbers. In the demo, connections and duplicates are the receivers' own count; elsewhere only what the pacer saw is known.</summary>
internal sealed record CampaignSummary
{
    /// <summary>In this run, and in an earlier one that was cut short.</summary>
    [JsonPropertyName("accepted")]
    public required int Accepted { get; init; }

    /// <summary>Those that an earlier run settled; the numbers below are this run's.</summary>
    [JsonPropertyName("settled_before")]
    public required int SettledBefore { get; init; }

    [JsonPropertyName("delivered")]
    public required int Delivered { get; init; }

    [JsonPropertyName("failed")]
    public required int Failed { get; init; }

    [JsonPropertyName("expired")]
    public required int Expired { get; init; }

    /// <summary>Accepted, and neither settled nor waiting in the queue; or reported as delivered, and not at the receiver.</summary>
    [JsonPropertyName("lost")]
    public required int Lost { get; init; }

    [JsonPropertyName("duplicates")]
    public required int? Duplicates { get; init; }

    [JsonPropertyName("refused_connections")]
    public required long RefusedConnections { get; init; }

    [JsonPropertyName("connections")]
    public required long? Connections { get; init; }

    [JsonPropertyName("max_open")]
    public required int MaxOpen { get; init; }

    [JsonPropertyName("elapsed_s")]
    public required double ElapsedSeconds { get; init; }

    /// <summary>Recipients that were still waiting when the campaign was interrupted.</summary>
    [JsonIgnore]
    public int Waiting => Math.Max(0, Accepted - SettledBefore - Delivered - Failed - Expired - Lost);

    [JsonIgnore]
    public IReadOnlyList<(string Group, GroupProgress Counts)> Groups { get; init; } = [];

    public static CampaignSummary From(CampaignProgress progress, DemoReceivers? receivers, CampaignSpool spool, int waiting, TimeSpan elapsed)
    {
        var delivered = progress.Sum(static group => group.Delivered);
        var settled = delivered + progress.Sum(static group => group.Failed + group.Expired);
        var statistics = receivers?.Providers.Values.Select(static receiver => receiver.Statistics).ToArray();
        var distinct = statistics?.Sum(static receiver => receiver.DistinctRecipients);
        return new CampaignSummary
        {
            Accepted = spool.Accepted,
            SettledBefore = spool.SettledBefore,
            Delivered = delivered,
            Failed = progress.Sum(static group => group.Failed),
            Expired = progress.Sum(static group => group.Expired),
            Lost = Math.Max(0, spool.Accepted - spool.SettledBefore - settled - waiting) + Math.Max(0, delivered - (distinct ?? delivered)),
            Duplicates = statistics is null ? null : (int)(statistics.Sum(static receiver => receiver.RecipientsAccepted) - distinct!.Value),
            RefusedConnections = statistics?.Sum(static receiver => receiver.ConnectionsRefused) ?? progress.Sum(static group => group.Refused),
            Connections = statistics?.Sum(static receiver => receiver.ConnectionsTotal),
            MaxOpen = statistics?.Max(static receiver => receiver.MostConnectionsOpen) ?? progress.Groups.Values.Max(static group => group.MaxOpen),
            ElapsedSeconds = Math.Round(elapsed.TotalSeconds, 1),
            Groups = [.. progress.Groups.OrderBy(static group => group.Key, StringComparer.Ordinal).Select(static group => (group.Key, group.Value))],
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this);
}
