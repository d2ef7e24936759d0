using Hotmail.Pacing.Queues;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Tests.Queues;

// Moving what waits to other paths.
public abstract partial class DeliveryQueueContract
{
    private static readonly EgressPath Second = new("second", "microsoft-consumer");

    [Fact]
    public async Task What_was_moved_waits_on_its_new_path_and_route_and_is_else_as_it_was()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", accepted: 5, due: 30, campaign: "x"), Request("b", Gmail, campaign: "x"), Request("c", due: 35));
        await DeferAsync(queue, (await TakeAsync(queue, at: 40))!, due: 60);
        List<EgressPath> available = [];
        queue.Available += available.Add;

        int moved = await queue.MoveAsync(new DeliveryFilter { Campaign = "x", Group = Hotmail.Group }, static delivery => new MoveTarget(Second, $"relay:{delivery.Domain}"), Token);

        Assert.Equal(1, moved);
        Assert.Contains(Second, available);
        Assert.Null(await TakeAsync(queue, at: 59, path: Second));
        Assert.Null(await TakeAsync(queue, at: 60, path: Second, route: "olc"));
        Delivery? taken = await TakeAsync(queue, at: 60, path: Second, route: "relay:hotmail.com");
        Assert.Equal(["a"], taken!.Recipients);
        Assert.Equal((Second, "relay:hotmail.com", "hotmail.com", "x", 1, Start.AddSeconds(5)), (taken.Path, taken.Route, taken.Domain, taken.Campaign, taken.Attempts, taken.AcceptedAt));
        Assert.Equal("c", await TakeRecipientAsync(queue, at: 60));
        Assert.Equal("b", await TakeRecipientAsync(queue, path: Gmail));
        await SettleAsync(queue, taken);
        Assert.Empty(queue.GetDepths());
    }

    [Fact]
    public async Task What_is_under_way_or_left_alone_or_there_already_is_not_moved()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("under way"), Request("alone", campaign: "stay"), Request("there", Second), Request("moved"));
        Delivery? taken = await TakeAsync(queue);

        int moved = await queue.MoveAsync(DeliveryFilter.All, static delivery => delivery.Campaign is null ? new MoveTarget(Second, "olc") : null, Token);

        Assert.Equal(1, moved);
        Assert.Equal(["there", "moved"], await ListRecipientsAsync(queue, new DeliveryFilter { Source = "second" }));
        await DeferAsync(queue, taken!, due: 0);
        Assert.Equal(["under way", "alone"], await ListRecipientsAsync(queue, new DeliveryFilter { Source = "main" }));
        Assert.Equal(0, await queue.MoveAsync(new DeliveryFilter { Source = "second" }, static _ => new MoveTarget(Second, "olc"), Token));
    }

    [Fact]
    public async Task Thousands_are_moved_and_none_is_lost()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 10_000);
        await EnqueueAsync(queue, [.. Enumerable.Range(0, 9_000).Select(static i => Request($"u{i}", engagement: (Engagement)(i % 3)))]);

        Assert.Equal(9_000, await queue.MoveAsync(DeliveryFilter.All, static _ => new MoveTarget(Second, "new"), Token));

        Assert.Equal((Second, 9_000), (Assert.Single(queue.GetDepths().Select(static depth => depth.Path).Distinct()), queue.GetDepths().Sum(static depth => depth.Waiting)));
        Assert.Equal(9_000, (await queue.ListAsync(new DeliveryFilter { Source = "second" }, default, int.MaxValue, Token)).Count);
        Assert.NotNull(await TakeAsync(queue, path: Second, route: "new"));
    }

    [Fact]
    public async Task What_has_expired_while_it_waited_can_still_be_moved_and_expires_there()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", expires: 10));
        Assert.Null(await TakeAsync(queue, at: 11));

        Assert.Equal(1, await queue.MoveAsync(DeliveryFilter.All, static _ => new MoveTarget(Second, "olc"), Token));

        Delivery expired = Assert.Single(await queue.TakeExpiredAsync(Start.AddSeconds(11), 10, Token));
        Assert.Equal(Second, expired.Path);
        await SettleAsync(queue, expired);
        Assert.Empty(queue.GetDepths());
    }
}
