using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Queues;

/// <summary>
/// A delivery of the in-memory queue. A million of them may wait, so it is small: what many have in common they share, and one recipient is kept without a list.
/// Changed only under the queue's lock; a reader outside sees each property as it is at that moment.
/// </summary>
internal sealed class QueuedDelivery : Delivery, IReadyEntry
{
    private readonly MessageContent _content;
    private object _recipients;
    private ReadySlot _slot;

    public QueuedDelivery(DeliveryRequest request)
    {
        _content = request.Content;
        _recipients = request.Recipients is [string only] ? only : request.Recipients.ToArray();
        _slot = new ReadySlot
        {
            AcceptedAt = request.AcceptedAt.UtcTicks,
            DueAt = request.DueAt.UtcTicks,
            ExpiresAt = request.ExpiresAt.UtcTicks,
            Priority = request.Priority,
            Engagement = request.Engagement,
        };
    }

    public ref ReadySlot Slot => ref _slot;

    /// <summary>Path, route and domain. Set when the queue keeps it.</summary>
    public QueuedLane Lane { get; set; } = null!;

    /// <summary>Sender and campaign. Set when the queue keeps it.</summary>
    public QueuedOrigin Origin { get; set; } = null!;

    public long MessageNumber { get; set; }

    /// <summary>Its place in the order of acceptance of its path and engagement; 0 once it has left the queue.</summary>
    public int AgePlace;

    private int _attempts;
    private SmtpReply? _lastReply;

    public override DeliveryId Id => new(_slot.Number);

    public override MessageId MessageId => new(MessageNumber);

    public override EgressPath Path => Lane.Path.Path;

    public override string Route => Lane.Route;

    public override string Domain => Lane.Domain;

    public override string Sender => Origin.Sender;

    public override IReadOnlyList<string> Recipients => _recipients is string only ? [only] : (string[])_recipients;

    public override MessagePriority Priority => _slot.Priority;

    public override Engagement Engagement => _slot.Engagement;

    public override string? Campaign => Origin.Campaign;

    public override DateTimeOffset AcceptedAt => new(_slot.AcceptedAt, TimeSpan.Zero);

    public override DateTimeOffset DueAt => new(_slot.DueAt, TimeSpan.Zero);

    public override DateTimeOffset ExpiresAt => new(_slot.ExpiresAt, TimeSpan.Zero);

    public override int Attempts => _attempts;

    public override DeliveryState State => _slot.Taken ? DeliveryState.InProgress : _attempts == 0 ? DeliveryState.Queued : DeliveryState.Deferred;

    public override SmtpReply? LastReply => _lastReply;

    public override ValueTask<MessageContent> GetContentAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<MessageContent>(cancellationToken) : new(_content);

    /// <summary>Checks what an update leaves waiting, which must be some of the recipients.</summary>
    /// <returns>The new value for <see cref="Defer"/>.</returns>
    /// <exception cref="ArgumentException">One is not a recipient that waits, or is named twice.</exception>
    public object Keep(IReadOnlyList<string> remaining)
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

        return kept is [string only] ? only : kept;
    }

    /// <summary>Applies an update that leaves recipients waiting.</summary>
    /// <param name="recipients">What <see cref="Keep"/> answered.</param>
    /// <param name="update">The update.</param>
    public void Defer(object recipients, in DeliveryUpdate update)
    {
        _recipients = recipients;
        _slot.DueAt = update.DueAt.UtcTicks;
        _lastReply = update.Reply ?? _lastReply;
        if (update.CountAttempt)
        {
            _attempts++;
        }
    }

    public bool Matches(DeliveryFilter filter) =>
        (filter.MessageId is not { } message || message.Value == MessageNumber)
        && (filter.State is not { } state || state == State)
        && (filter.Group is null || string.Equals(filter.Group, Path.Group, StringComparison.Ordinal))
        && (filter.Source is null || string.Equals(filter.Source, Path.Source, StringComparison.Ordinal))
        && (filter.Campaign is null || string.Equals(filter.Campaign, Campaign, StringComparison.Ordinal))
        && (filter.AcceptedBefore is not { } before || AcceptedAt < before);
}
