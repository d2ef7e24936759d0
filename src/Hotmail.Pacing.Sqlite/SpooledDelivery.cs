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

        return new ValueTask<MessageContent>(_possession!.Content ?? _possession.Queue.ReadContent(this));
    }

    /// <summary>Gives it out.</summary>
    public void Attach(SqliteDeliveryQueue queue, DeliveryPayload payload, bool held) =>
        _possession = new Possession(queue, payload, content: null) { IsGivenOut = true, IsHeld = held };

    /// <summary>Lets it keep what it has, so that it need not be read when it is taken.</summary>
    public void KeepFresh(SqliteDeliveryQueue queue, DeliveryPayload payload, MessageContent content) => _possession = new Possession(queue, payload, content);

    /// <summary>Gives it out, with its message.</summary>
    public void Attach(SqliteDeliveryQueue queue, DeliveryPayload payload, MessageContent content) =>
        _possession = new Possession(queue, payload, content) { IsGivenOut = true, IsHeld = true };

    /// <summary>Gives it out with what it kept, if it did. Called once it is taken.</summary>
    public bool TryHold()
    {
        if (_possession is null or { Damage: not null })
        {
            return false; // What could not be read is read again.
        }

        _possession.IsGivenOut = true;
        _possession.IsHeld = true;
        return true;
    }

    /// <summary>The bytes of its message, where they are in memory.</summary>
    public long SizeInMemory => _possession?.Content?.Size ?? 0;

    /// <summary>Whether it waits, and is only an entry of the index. Asked under the queue's lock; once it was deferred or settled, another stands in its place, or none.</summary>
    public bool IsBare => !Slot.Taken && _possession is null && Slot.Place != 0;

    /// <summary>Whether its message is in memory, and nobody has taken it. Asked under the queue's lock, as taking is.</summary>
    public bool IsFresh => !Slot.Taken && _possession is { IsGivenOut: false };

    /// <summary>Forgets what it keeps, unless somebody has it.</summary>
    public void LetGo()
    {
        if (IsFresh)
        {
            _possession = null;
        }
    }

    /// <summary>Gives it out, though the rest of it cannot be read.</summary>
    public void Attach(SqliteDeliveryQueue queue, SpoolException damage) => _possession = new Possession(queue, payload: null, content: null) { Damage = damage, IsGivenOut = true };

    /// <summary>The same delivery as another object, without payload and in no order.</summary>
    public SpooledDelivery Copy()
    {
        ReadySlot slot = Slot;
        slot.Place = 0;
        slot.HeldPlace = 0;
        slot.ExpiryPlace = 0;
        return new SpooledDelivery(in slot, Attempts, MessageNumber) { Lane = Lane, Origin = Origin };
    }

    private sealed class Possession(SqliteDeliveryQueue queue, DeliveryPayload? payload, MessageContent? content)
    {
        public SqliteDeliveryQueue Queue { get; } = queue;

        public DeliveryPayload? Payload { get; } = payload;

        public SpoolException? Damage { get; init; }

        public MessageContent? Content { get; } = content;

        /// <summary>Whether somebody has it, or had it.</summary>
        public bool IsGivenOut { get; set; }

        public bool IsHeld { get; set; }
    }
}
