using Hotmail.Pacing.Queues;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Tests.Queues;

/// <summary>
/// What every <see cref="IDeliveryQueue"/> must do, whatever it keeps its deliveries in. Derive, make the queue, and all of it runs. The parts: acceptance (here), order,
/// updates, management, concurrency. Times are whole seconds, and a delivery is compared by what it says, not by its identity.
/// </summary>
public abstract partial class DeliveryQueueContract
{
    /// <summary>In milliseconds: a test that waits for what never comes fails then, instead of hanging.</summary>
    protected const int HangAfter = 60_000;

    protected static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    protected static readonly EgressPath Hotmail = new("main", "microsoft-consumer");
    protected static readonly EgressPath Gmail = new("main", "gmail");
    private static readonly MessageContent Content = new("Subject: hello\r\n\r\nbody\r\n"u8.ToArray(), is8Bit: false);

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes an empty queue that is not open yet.</summary>
    protected abstract ValueTask<IDeliveryQueue> CreateAsync(int capacity);

    protected async Task<IDeliveryQueue> OpenAsync(int capacity = 100)
    {
        IDeliveryQueue queue = await CreateAsync(capacity);
        await queue.OpenAsync(Token);
        return queue;
    }

    protected static DeliveryRequest Request(
        string recipients,
        EgressPath? path = null,
        string route = "olc",
        MessagePriority priority = MessagePriority.Bulk,
        Engagement engagement = Engagement.Normal,
        int accepted = 0,
        int due = 0,
        int expires = 86400,
        string? campaign = null,
        string domain = "hotmail.com") => new()
        {
            Path = path ?? Hotmail,
            Route = route,
            Domain = domain,
            Sender = "news@sender.example",
            Recipients = recipients.Split(','),
            Content = Content,
            Priority = priority,
            Engagement = engagement,
            Campaign = campaign,
            AcceptedAt = Start.AddSeconds(accepted),
            DueAt = Start.AddSeconds(due),
            ExpiresAt = Start.AddSeconds(expires),
        };

    /// <summary>Enqueues each request as a message of its own, all in one batch.</summary>
    protected static async Task<IReadOnlyList<QueuedMessage>> EnqueueAsync(IDeliveryQueue queue, params DeliveryRequest[] requests) =>
        await queue.EnqueueAsync([.. requests.Select(static request => new[] { request })], null, Token);

    protected static ValueTask<Delivery?> TakeAsync(IDeliveryQueue queue, int at = 0, EgressPath? path = null, string? route = null, bool hold = false) =>
        queue.TakeAsync(new TakeRequest(path ?? Hotmail, Start.AddSeconds(at), route, hold), Token);

    /// <summary>Takes the next delivery, which there must be, settles it, and says who its first recipient was.</summary>
    protected static async Task<string> TakeRecipientAsync(IDeliveryQueue queue, int at = 0, EgressPath? path = null, string? route = null, bool hold = false)
    {
        Delivery? taken = await TakeAsync(queue, at, path, route, hold);
        Assert.NotNull(taken);
        string recipient = taken.Recipients[0];
        await SettleAsync(queue, taken);
        return recipient;
    }

    protected static ValueTask SettleAsync(IDeliveryQueue queue, Delivery delivery) =>
        queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = [], CountAttempt = true }, Token);

    protected static ValueTask DeferAsync(IDeliveryQueue queue, Delivery delivery, int due) =>
        queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = delivery.Recipients, DueAt = Start.AddSeconds(due), CountAttempt = true }, Token);

    protected static async Task<string[]> ListRecipientsAsync(IDeliveryQueue queue, DeliveryFilter? filter = null) =>
        [.. (await queue.ListAsync(filter ?? DeliveryFilter.All, default, int.MaxValue, Token)).Select(static delivery => delivery.Recipients[0])];

    [Fact]
    public async Task An_accepted_delivery_says_what_the_request_said()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        DeliveryRequest request = Request("ann@hotmail.com,bob@hotmail.com", priority: MessagePriority.Transactional, engagement: Engagement.Engaged, accepted: 1, due: 2, expires: 3600, campaign: "spring");

        QueuedMessage message = Assert.Single(await EnqueueAsync(queue, request));
        Delivery? delivery = await TakeAsync(queue, at: 10);

        Assert.NotNull(delivery);
        Assert.Equal(Assert.Single(message.Deliveries), delivery.Id);
        Assert.Equal(message.Id, delivery.MessageId);
        Assert.Equal(Hotmail, delivery.Path);
        Assert.Equal("olc", delivery.Route);
        Assert.Equal("hotmail.com", delivery.Domain);
        Assert.Equal("news@sender.example", delivery.Sender);
        Assert.Equal(["ann@hotmail.com", "bob@hotmail.com"], delivery.Recipients);
        Assert.Equal(MessagePriority.Transactional, delivery.Priority);
        Assert.Equal(Engagement.Engaged, delivery.Engagement);
        Assert.Equal("spring", delivery.Campaign);
        Assert.Equal(Start.AddSeconds(1), delivery.AcceptedAt);
        Assert.Equal(Start.AddSeconds(2), delivery.DueAt);
        Assert.Equal(Start.AddSeconds(3600), delivery.ExpiresAt);
        Assert.Equal(0, delivery.Attempts);
        Assert.Null(delivery.LastReply);
        Assert.Equal(DeliveryState.InProgress, delivery.State);
        MessageContent content = await delivery.GetContentAsync(Token);
        Assert.Equal(Content.Bytes.ToArray(), content.Bytes.ToArray());
        Assert.Equal(Content.Is8Bit, content.Is8Bit);
    }

    [Fact]
    public async Task Numbers_are_positive_and_rise_in_the_order_of_the_batch()
    {
        await using IDeliveryQueue queue = await OpenAsync();

        IReadOnlyList<QueuedMessage> first = await queue.EnqueueAsync([[Request("a"), Request("b", Gmail)], [Request("c")]], null, Token);
        IReadOnlyList<QueuedMessage> second = await EnqueueAsync(queue, Request("d"));

        QueuedMessage[] messages = [.. first, .. second];
        DeliveryId[] deliveries = [.. messages.SelectMany(static message => message.Deliveries)];
        Assert.Equal([2, 1, 1], messages.Select(static message => message.Deliveries.Count));
        Assert.Equal(messages.Select(static message => message.Id).Distinct().Order(), messages.Select(static message => message.Id));
        Assert.Equal(deliveries.Distinct().Order(), deliveries);
        Assert.True(messages[0].Id.Value > 0 && deliveries[0].Value > 0);
        Assert.Equal(["a", "b", "c", "d"], await ListRecipientsAsync(queue));
    }

    [Fact]
    public async Task An_empty_batch_is_accepted_as_nothing()
    {
        await using IDeliveryQueue queue = await OpenAsync();

        Assert.Empty(await queue.EnqueueAsync([], null, Token));
        Assert.Empty(queue.GetDepths());
    }

    [Fact]
    public async Task A_batch_with_an_empty_message_or_delivery_is_refused_whole()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        DeliveryRequest nobody = Request("a");
        nobody = new DeliveryRequest
        {
            Path = nobody.Path, Route = nobody.Route, Domain = nobody.Domain, Sender = nobody.Sender, Recipients = [], Content = nobody.Content,
            AcceptedAt = nobody.AcceptedAt, DueAt = nobody.DueAt, ExpiresAt = nobody.ExpiresAt,
        };

        await Assert.ThrowsAsync<ArgumentException>(async () => await queue.EnqueueAsync([[Request("a")], []], null, Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await EnqueueAsync(queue, Request("a"), nobody));

        Assert.Empty(await ListRecipientsAsync(queue));
    }

    [Fact]
    public async Task A_batch_larger_than_the_whole_capacity_is_refused_and_named()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 2);

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(async () => await EnqueueAsync(queue, Request("a"), Request("b"), Request("c")));

        Assert.Contains("3", refused.Message, StringComparison.Ordinal);
        Assert.Contains("2", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await ListRecipientsAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_full_queue_makes_the_caller_wait_until_enough_deliveries_are_settled()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 2);
        await EnqueueAsync(queue, Request("a"), Request("b"));
        Task<IReadOnlyList<QueuedMessage>> waiting = EnqueueAsync(queue, Request("c"), Request("d"));

        Delivery? first = await TakeAsync(queue);
        Delivery? second = await TakeAsync(queue);
        await SettleAsync(queue, first!);
        Assert.False(waiting.IsCompleted);
        Assert.Equal(["b"], await ListRecipientsAsync(queue));

        await SettleAsync(queue, second!);
        await waiting;
        Assert.Equal(["c", "d"], await ListRecipientsAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Who_waits_for_room_gets_it_first_come_first_served()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 2);
        await EnqueueAsync(queue, Request("a"));
        Task large = EnqueueAsync(queue, Request("b"), Request("c"));
        Task small = EnqueueAsync(queue, Request("d"));

        Assert.False(large.IsCompleted);
        Assert.False(small.IsCompleted); // It would fit, but it does not overtake.

        Assert.Equal("a", await TakeRecipientAsync(queue));
        await large;
        Assert.False(small.IsCompleted);
        Assert.Equal("b", await TakeRecipientAsync(queue));
        await small;
        Assert.Equal(["c", "d"], await ListRecipientsAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Cancelling_the_wait_for_room_keeps_nothing_and_lets_the_next_in()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 2);
        await EnqueueAsync(queue, Request("a"));
        using var cancellation = new CancellationTokenSource();
        Task large = queue.EnqueueAsync([[Request("b")], [Request("c")]], null, cancellation.Token).AsTask();
        Task small = EnqueueAsync(queue, Request("d"));

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        Assert.Equal(["a", "d"], await ListRecipientsAsync(queue));
    }

    [Fact]
    public async Task A_cancelled_token_accepts_nothing()
    {
        await using IDeliveryQueue queue = await OpenAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await queue.EnqueueAsync([[Request("a")]], null, new CancellationToken(canceled: true)));

        Assert.Empty(await ListRecipientsAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Cancelling_deliveries_makes_room()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 1);
        await EnqueueAsync(queue, Request("a"));
        Task waiting = EnqueueAsync(queue, Request("b"));

        await queue.CancelAsync(DeliveryFilter.All, Token);

        await waiting;
        Assert.Equal(["b"], await ListRecipientsAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Disposing_ends_the_wait_for_room()
    {
        IDeliveryQueue queue = await OpenAsync(capacity: 1);
        await EnqueueAsync(queue, Request("a"));
        Task waiting = EnqueueAsync(queue, Request("b"));

        await queue.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await TakeAsync(queue));
        await queue.DisposeAsync();
    }
}
