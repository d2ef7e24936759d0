using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite;

/// <summary>
/// A delivery of a spool. While it waits it is only an entry of the index; what is given out has its payload as well, and keeps it: when it waits again, another object stands
/// in the index in its place. So nobody who holds one sees it change.
/// </summary>
internal sealed class SpooledDelivery : IndexedDelivery
{
    private Possession? _possession;

    public SpooledDelivery(DeliveryRequest request)
        : base(request)
    {
    }

    public SpooledDelivery(in ReadySlot slot, int attempts, long message)
        : base(in slot, attempts) => MessageNumber = message;

    public override string Sender => Payload.Sender;

    public override IReadOnlyList<string> Recipients => Payload.Recipients;

    public override SmtpReply? LastReply => Payload.LastReply;

    public override string? Problem => _possession?.Damage?.Message;

    public DeliveryPayload Payload => _possession switch
    {
        null => throw new InvalidOperationException($"Delivery {Id} was not read."),
        { Damage: { } damage } => throw new SpoolException(damage.Problem, damage.File, damage.Message, damage),
        { Payload: var payload } => payload!,
    };

    /// <summary>Whether its holder may give it back: taken, and no update under way.</summary>
    public bool IsHeld
    {
        get => _possession is { IsHeld: true };
        set => _possession!.IsHeld = value;
    }

    public override ValueTask<MessageContent> GetContentAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<MessageContent>(cancellationToken);
        }

        return new ValueTask<MessageContent>(_possession!.Queue.ReadContent(this));
    }

    /// <summary>Gives it out.</summary>
    public void Attach(SqliteDeliveryQueue queue, DeliveryPayload payload, bool held) => _possession = new Possession(queue, payload) { IsHeld = held };

    /// <summary>Gives it out, though the rest of it cannot be read.</summary>
    public void Attach(SqliteDeliveryQueue queue, SpoolException damage) => _possession = new Possession(queue, payload: null) { Damage = damage };

    /// <summary>The same delivery as another object, without payload and in no order.</summary>
    public SpooledDelivery Copy()
    {
        ReadySlot slot = Slot;
        slot.Place = 0;
        slot.HeldPlace = 0;
        slot.ExpiryPlace = 0;
        return new SpooledDelivery(in slot, Attempts, MessageNumber) { Lane = Lane, Origin = Origin };
    }

    private sealed class Possession(SqliteDeliveryQueue queue, DeliveryPayload? payload)
    {
        public SqliteDeliveryQueue Queue { get; } = queue;

        public DeliveryPayload? Payload { get; } = payload;

        public SpoolException? Damage { get; init; }

        public bool IsHeld { get; set; }
    }
}
