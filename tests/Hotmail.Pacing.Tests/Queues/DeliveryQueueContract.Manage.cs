using Hotmail.Pacing.Queues;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Tests.Queues;

// Listing, cancelling, retrying at once; and many callers at the same time.
public abstract partial class DeliveryQueueContract
{
    [Fact]
    public async Task The_list_pages_in_the_order_of_numbers()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 1000);
        await EnqueueAsync(queue, [.. Enumerable.Range(0, 700).Select(static i => Request($"u{i}", engagement: (Engagement)(i % 3), campaign: i % 2 == 0 ? "even" : "odd"))]);
        for (int i = 0; i < 300; i++)
        {
            await TakeRecipientAsync(queue);
        }

        string[] all = await ListRecipientsAsync(queue);
        Assert.Equal(400, all.Length);
        Assert.Equal(all.OrderBy(static name => int.Parse(name.AsSpan(1), System.Globalization.CultureInfo.InvariantCulture)), all);

        List<string> paged = [];
        DeliveryId after = default;
        while (await queue.ListAsync(new DeliveryFilter { Campaign = "odd" }, after, 7, Token) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 7);
            paged.AddRange(page.Select(static delivery => delivery.Recipients[0]));
            after = page[^1].Id;
        }

        Assert.Equal(await ListRecipientsAsync(queue, new DeliveryFilter { Campaign = "odd" }), paged);
        Assert.NotEmpty(paged);
        Assert.Empty(await queue.ListAsync(DeliveryFilter.All, default, 0, Token));
    }

    [Fact]
    public async Task A_filter_chooses_by_every_property_that_is_set()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        var second = new EgressPath("second", "gmail");
        IReadOnlyList<QueuedMessage> messages = await queue.EnqueueAsync(
            [
                [Request("a", campaign: "x"), Request("b", Gmail, accepted: 10, campaign: "x")],
                [Request("c", second, accepted: 20, campaign: "y")],
                [Request("d", Gmail, accepted: 30)],
            ], null,
            Token);
        await DeferAsync(queue, (await TakeAsync(queue))!, due: 100);
        await TakeAsync(queue, path: second);

        Assert.Equal(["a", "b"], await ListRecipientsAsync(queue, new DeliveryFilter { MessageId = messages[0].Id }));
        Assert.Equal(["d"], await ListRecipientsAsync(queue, new DeliveryFilter { MessageId = messages[2].Id }));
        Assert.Empty(await ListRecipientsAsync(queue, new DeliveryFilter { MessageId = new MessageId(999) }));
        Assert.Equal(["b", "c", "d"], await ListRecipientsAsync(queue, new DeliveryFilter { Group = "gmail" }));
        Assert.Equal(["c"], await ListRecipientsAsync(queue, new DeliveryFilter { Source = "second" }));
        Assert.Equal(["b"], await ListRecipientsAsync(queue, new DeliveryFilter { Campaign = "x", Group = "gmail" }));
        Assert.Equal(["a"], await ListRecipientsAsync(queue, new DeliveryFilter { State = DeliveryState.Deferred }));
        Assert.Equal(["c"], await ListRecipientsAsync(queue, new DeliveryFilter { State = DeliveryState.InProgress }));
        Assert.Equal(["b", "d"], await ListRecipientsAsync(queue, new DeliveryFilter { State = DeliveryState.Queued }));
        Assert.Equal(["a", "b"], await ListRecipientsAsync(queue, new DeliveryFilter { AcceptedBefore = Start.AddSeconds(20) }));
        Assert.Equal(["d"], await ListRecipientsAsync(queue, new DeliveryFilter { AcceptedAfter = Start.AddSeconds(20) }));
        Assert.Equal(["b", "c", "d"], await ListRecipientsAsync(queue, new DeliveryFilter { DueBefore = Start.AddSeconds(100) }));
        Assert.Equal(["a"], await ListRecipientsAsync(queue, new DeliveryFilter { DueAfter = Start.AddSeconds(99) }));
        Assert.Empty(await ListRecipientsAsync(queue, new DeliveryFilter { DueAfter = Start.AddSeconds(100) }));
        Assert.Equal(["b"], await ListRecipientsAsync(queue, new DeliveryFilter { Id = messages[0].Deliveries[1] }));
        Assert.Empty(await ListRecipientsAsync(queue, new DeliveryFilter { Id = messages[0].Deliveries[1], Source = "second" }));
        Assert.Empty(await ListRecipientsAsync(queue, new DeliveryFilter { Id = new DeliveryId(999) }));
        Assert.Empty(await ListRecipientsAsync(queue, new DeliveryFilter { Id = default(DeliveryId) }));
        Assert.Empty(await queue.ListAsync(new DeliveryFilter { Id = messages[0].Deliveries[1] }, messages[0].Deliveries[1], 10, Token));
    }

    [Fact]
    public async Task A_filter_chooses_by_domain_in_any_case_and_by_engagement()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", engagement: Engagement.Engaged), Request("b", domain: "live.com"), Request("c", domain: "live.com", engagement: Engagement.Dormant));

        Assert.Equal(["b", "c"], await ListRecipientsAsync(queue, new DeliveryFilter { Domain = "Live.COM" }));
        Assert.Empty(await ListRecipientsAsync(queue, new DeliveryFilter { Domain = "com" }));
        Assert.Equal(["a"], await ListRecipientsAsync(queue, new DeliveryFilter { Engagement = Engagement.Engaged }));
        Assert.Equal(["c"], await ListRecipientsAsync(queue, new DeliveryFilter { Domain = "live.com", Engagement = Engagement.Dormant }));
    }

    [Fact]
    public async Task Cancelling_removes_what_waits_and_leaves_what_is_under_way()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", campaign: "x"), Request("b", campaign: "x", due: 500), Request("c", campaign: "y"), Request("d", Gmail, campaign: "x", engagement: Engagement.Dormant));
        Delivery? taken = await TakeAsync(queue);

        IReadOnlyList<Delivery> cancelled = await queue.CancelAsync(new DeliveryFilter { Campaign = "x" }, Token);

        Assert.Equal(["b", "d"], cancelled.Select(static delivery => delivery.Recipients[0]));
        Assert.Equal(["a", "c"], await ListRecipientsAsync(queue));
        Assert.Empty(await queue.TakeExpiredAsync(Start.AddDays(-1), 10, Token));
        Assert.Null(await TakeAsync(queue, at: 1000, path: Gmail));
        await SettleAsync(queue, taken!);
        Assert.Equal("c", await TakeRecipientAsync(queue, at: 1000));
        Assert.Empty(queue.GetDepths());
        Assert.Empty(await queue.TakeExpiredAsync(Start.AddDays(10), 10, Token));
    }

    [Fact]
    public async Task Cancelling_reaches_what_has_expired_and_was_not_taken_as_such()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", expires: 10));
        Assert.Null(await TakeAsync(queue, at: 11));

        Assert.Single(await queue.CancelAsync(DeliveryFilter.All, Token));
        Assert.Empty(await queue.TakeExpiredAsync(Start.AddDays(1), 10, Token));
        Assert.Empty(queue.GetDepths());
    }

    [Fact]
    public async Task Retrying_at_once_makes_what_waits_due_and_leaves_what_is_due_in_its_place()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("late", due: 900), Request("ready", due: 5), Request("later", due: 1900), Request("dormant", due: 1900, engagement: Engagement.Dormant), Request("other", Gmail, due: 900));

        Assert.Equal(3, await queue.RetryNowAsync(new DeliveryFilter { Group = Hotmail.Group }, Start.AddSeconds(10), Token));

        Assert.Equal("ready", await TakeRecipientAsync(queue, at: 10));
        Assert.Equal("late", await TakeRecipientAsync(queue, at: 10));
        Assert.Equal("later", await TakeRecipientAsync(queue, at: 10));
        Assert.Equal("dormant", await TakeRecipientAsync(queue, at: 10));
        Assert.Null(await TakeAsync(queue, at: 10, path: Gmail));
        Assert.Equal(0, await queue.RetryNowAsync(new DeliveryFilter { Group = Hotmail.Group }, Start.AddSeconds(10), Token));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Many_takers_and_callers_at_once_lose_nothing_and_get_nothing_twice()
    {
        const int producers = 3;
        const int messages = 400;
        await using IDeliveryQueue queue = await OpenAsync(capacity: 150);
        EgressPath[] paths = [Hotmail, Gmail];
        int[] settled = new int[producers * messages];
        int[] holders = new int[producers * messages];
        int left = settled.Length;

        Task[] workers =
        [
            .. Enumerable.Range(0, producers).Select(producer => Task.Run(async () =>
            {
                var random = new Random(producer);
                for (int i = 0; i < messages; i += 4)
                {
                    int first = (producer * messages) + i;
                    await EnqueueAsync(queue, [.. Enumerable.Range(first, 4).Select(n => Request($"u{n}", paths[n % 2], $"r{n % 5}", (MessagePriority)random.Next(2), (Engagement)random.Next(3)))]);
                }
            }, Token)),
            .. Enumerable.Range(0, 4).Select(taker => Task.Run(async () =>
            {
                var random = new Random(100 + taker);
                while (Volatile.Read(ref left) > 0)
                {
                    Token.ThrowIfCancellationRequested();
                    string? route = random.Next(2) == 0 ? null : $"r{random.Next(5)}";
                    if (await TakeAsync(queue, path: paths[random.Next(2)], route: route) is not { } delivery)
                    {
                        await Task.Yield();
                        continue;
                    }

                    int number = int.Parse(Assert.Single(delivery.Recipients).AsSpan(1), System.Globalization.CultureInfo.InvariantCulture);
                    Assert.Equal(1, Interlocked.Increment(ref holders[number]));
                    Interlocked.Decrement(ref holders[number]);
                    if (random.Next(3) == 0)
                    {
                        await queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = delivery.Recipients, DueAt = Start, NewPath = paths[random.Next(2)] }, Token);
                    }
                    else
                    {
                        await SettleAsync(queue, delivery);
                        Interlocked.Increment(ref settled[number]);
                        Interlocked.Decrement(ref left);
                    }
                }
            }, Token)),
            Task.Run(async () =>
            {
                while (Volatile.Read(ref left) > 0)
                {
                    Token.ThrowIfCancellationRequested();
                    Assert.True(queue.GetDepths().Sum(static depth => depth.Waiting) <= 150);
                    DeliveryId before = default;
                    foreach (Delivery delivery in await queue.ListAsync(DeliveryFilter.All, default, 50, Token))
                    {
                        Assert.True(delivery.Id > before);
                        before = delivery.Id;
                    }

                    await queue.RetryNowAsync(DeliveryFilter.All, Start, Token);
                    await Task.Yield();
                }
            }, Token),
        ];
        await Task.WhenAll(workers);

        Assert.All(settled, static count => Assert.Equal(1, count));
        Assert.Empty(await ListRecipientsAsync(queue));
        Assert.Empty(queue.GetDepths());
        Assert.Empty(await queue.TakeExpiredAsync(Start.AddDays(2), 10, Token));
    }
}
