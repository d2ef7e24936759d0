using System.Text.Json.Serialization;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>Which deliveries a command is about: those that match everything that is set. What would be all of them has to say so.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SpoolFilter
{
    // Records are the same when all their properties are; of the list it is the object that counts.
    private static readonly IReadOnlyList<long> s_none = [];
    private static readonly SpoolFilter s_all = new();

    /// <summary>Only these deliveries.</summary>
    public IReadOnlyList<long> Ids { get; init; } = s_none;

    /// <summary>Only this message's.</summary>
    public long? MessageId { get; init; }

    public string? Group { get; init; }

    public string? Source { get; init; }

    /// <summary>Only those to recipients of this domain.</summary>
    public string? Domain { get; init; }

    public string? Campaign { get; init; }

    public DeliveryState? State { get; init; }

    /// <summary>Only those accepted before this.</summary>
    public DateTimeOffset? AcceptedBefore { get; init; }

    /// <summary>That all deliveries are meant.</summary>
    public bool All { get; init; }

    /// <summary>Whether anything narrows it.</summary>
    [JsonIgnore]
    public bool IsNarrow => Ids.Count > 0 || this with { Ids = s_none, All = false } != s_all;

    /// <summary>The filters of the queue that together mean the same: one, or one for each delivery named, in the order of their numbers.</summary>
    public IEnumerable<DeliveryFilter> ToFilters()
    {
        var filter = new DeliveryFilter
        {
            MessageId = MessageId is { } message ? new MessageId(message) : null,
            Group = Group,
            Source = Source,
            Domain = Domain,
            Campaign = Campaign,
            State = State,
            AcceptedBefore = AcceptedBefore,
        };
        return Ids.Count == 0 ? [filter] : Ids.Distinct().Order().Select(id => filter with { Id = new DeliveryId(id) });
    }
}
