namespace Hotmail.Pacing.Queues;

/// <summary>
/// A delivery as the <see cref="DeliveryLedger"/> keeps it. A million of them may wait, so it is small: what many have in common they share, and what is said of the
/// recipients is up to the queue. Changed only under the queue's lock; a reader outside sees each property as it is at that moment.
/// </summary>
internal abstract class IndexedDelivery : Delivery, IReadyEntry
{
    /// <summary>Its place in the order of acceptance of its path and engagement; 0 once it has left the queue.</summary>
    public int AgePlace;

    private ReadySlot _slot;
    private int _attempts;

    protected IndexedDelivery(DeliveryRequest request)
    {
        _slot = new ReadySlot
        {
            AcceptedAt = request.AcceptedAt.UtcTicks,
            DueAt = request.DueAt.UtcTicks,
            ExpiresAt = request.ExpiresAt.UtcTicks,
            Priority = request.Priority,
            Engagement = request.Engagement,
        };
    }

    /// <summary>As a spool remembers it.</summary>
    protected IndexedDelivery(in ReadySlot slot, int attempts)
    {
        _slot = slot;
        _attempts = attempts;
    }

    public ref ReadySlot Slot => ref _slot;

    /// <summary>Path, route and domain. Set when the queue keeps it.</summary>
    public QueuedLane Lane { get; set; } = null!;

    /// <summary>Sender and campaign. Set when the queue keeps it.</summary>
    public QueuedOrigin Origin { get; set; } = null!;

    public long MessageNumber { get; set; }

    public sealed override DeliveryId Id => new(_slot.Number);

    public sealed override MessageId MessageId => new(MessageNumber);

    public sealed override EgressPath Path => Lane.Path.Path;

    public sealed override string Route => Lane.Route;

    public sealed override string Domain => Lane.Domain;

    public sealed override MessagePriority Priority => _slot.Priority;

    public sealed override Engagement Engagement => _slot.Engagement;

    public sealed override string? Campaign => Origin.Campaign;

    public sealed override DateTimeOffset AcceptedAt => new(_slot.AcceptedAt, TimeSpan.Zero);

    public sealed override DateTimeOffset DueAt => new(_slot.DueAt, TimeSpan.Zero);

    public sealed override DateTimeOffset ExpiresAt => new(_slot.ExpiresAt, TimeSpan.Zero);

    public sealed override int Attempts => _attempts;

    public sealed override DeliveryState State => _slot.Taken ? DeliveryState.InProgress : _attempts == 0 ? DeliveryState.Queued : DeliveryState.Deferred;

    /// <summary>Applies what an update that leaves recipients waiting says of time and attempts.</summary>
    public void Defer(in DeliveryUpdate update)
    {
        _slot.DueAt = update.DueAt.UtcTicks;
        if (update.CountAttempt)
        {
            _attempts++;
        }
    }

    public bool Matches(DeliveryFilter filter) =>
        (filter.Id is not { } id || id.Value == _slot.Number)
        && (filter.MessageId is not { } message || message.Value == MessageNumber)
        && (filter.State is not { } state || state == State)
        && (filter.Group is null || string.Equals(filter.Group, Path.Group, StringComparison.Ordinal))
        && (filter.Source is null || string.Equals(filter.Source, Path.Source, StringComparison.Ordinal))
        && (filter.Campaign is null || string.Equals(filter.Campaign, Campaign, StringComparison.Ordinal))
        && (filter.Domain is null || string.Equals(filter.Domain, Domain, StringComparison.OrdinalIgnoreCase))
        && (filter.Engagement is not { } engagement || engagement == Engagement)
        && (filter.AcceptedBefore is not { } acceptedBefore || AcceptedAt < acceptedBefore)
        && (filter.AcceptedAfter is not { } acceptedAfter || AcceptedAt > acceptedAfter)
        && (filter.DueBefore is not { } dueBefore || DueAt < dueBefore)
        && (filter.DueAfter is not { } dueAfter || DueAt > dueAfter);

    public bool IsMovedBy(MoveTarget target) => target.Path != Path || !string.Equals(target.Route, Route, StringComparison.Ordinal);

    /// <summary>Checks what an update leaves waiting, which must be some of the recipients.</summary>
    /// <exception cref="ArgumentException">One is not a recipient that waits, or is named twice.</exception>
    public string[] Keep(IReadOnlyList<string> remaining)
    {
        IReadOnlyList<string> present = Recipients;
        string[] kept = new string[remaining.Count];
        bool[] used = new bool[present.Count];
        int next = 0;
        for (int i = 0; i < kept.Length; i++)
        {
            // They come in their order as a rule, so that each search ends at its first step.
            int steps = 0;
            while (steps < used.Length && (used[next] || !string.Equals(present[next], remaining[i], StringComparison.Ordinal)))
            {
                steps++;
                next = (next + 1) % used.Length;
            }

            if (steps == used.Length)
            {
                throw new ArgumentException($"A remaining recipient of delivery {Id} is not one that waits.", nameof(remaining));
            }

            used[next] = true;
            kept[i] = present[next];
        }

        return kept;
    }
}
