using System.Text.Json.Serialization;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>Which deliveries a command is about: those that match everything that is set. What would be all of them has to say so.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SpoolFilter
{
    /// <summary>Only these deliveries.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];

    /// <summary>Only this message's.</summary>
    public long? MessageId { get; init; }

    public string? Group { get; init; }

    public string? Source { get; init; }

    public string? Campaign { get; init; }

    public DeliveryState? State { get; init; }

    /// <summary>Only those accepted before this.</summary>
    public DateTimeOffset? AcceptedBefore { get; init; }

    /// <summary>That all deliveries are meant.</summary>
    public bool All { get; init; }

    /// <summary>Whether anything narrows it.</summary>
    [JsonIgnore]
    public bool IsNarrow => Ids.Count > 0 || MessageId is not null || Group is not null || Source is not null || Campaign is not null || State is not null || AcceptedBefore is not null;

    /// <summary>The filters of the queue that together mean the same: one, or one for each delivery named.</summary>
    public IEnumerable<DeliveryFilter> ToFilters()
    {
        var filter = new DeliveryFilter
        {
            MessageId = MessageId is { } message ? new MessageId(message) : null,
            Group = Group,
            Source = Source,
            Campaign = Campaign,
            State = State,
            AcceptedBefore = AcceptedBefore,
        };
        return [filter];
    }
}
