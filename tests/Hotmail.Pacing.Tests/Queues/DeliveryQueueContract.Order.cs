using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Tests.Queues;

// Which delivery is next, and when.
public abstract partial class DeliveryQueueContract
{
    private const int Hour = 3600;

    private const MessagePriority Transactional = MessagePriority.Transactional;

    [Fact]
    public async Task The_order_is_priority_then_engagement_then_due_time_then_number()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(
            queue,
            Request("dormant", engagement: Engagement.Dormant),
            Request("normal-later", due: 5),
            Request("normal-first"),
            Request("normal-second"),
            Request("engaged", engagement: Engagement.Engaged, due: 9),
            Request("urgent-dormant", priority: Transactional, engagement: Engagement.Dormant, due: 10),
            Request("urgent-normal", priority: Transactional, due: 10),
            Request("urgent-engaged", priority: Transactional, engagement: Engagement.Engaged, due: 10));

        string[] expected = ["urgent-engaged", "urgent-normal", "urgent-dormant", "engaged", "normal-first", "normal-second", "normal-later", "dormant"];
        foreach (string recipient in expected)
        {
            Assert.Equal(recipient, await TakeRecipientAsync(queue, at: 10));
        }

        Assert.Null(await TakeAsync(queue, at: 10));
    }

    [Fact]
    public async Task What_is_not_due_is_not_given_and_the_next_due_time_is_known()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("late", due: 60), Request("soon", due: 30), Request("other", Gmail, due: 5));

        Assert.Null(await TakeAsync(queue, at: 29));
        Assert.Equal(Start.AddSeconds(30), queue.NextDue(new TakeRequest(Hotmail, Start)));
        Assert.Equal("soon", await TakeRecipientAsync(queue, at: 30));
        Assert.Equal(Start.AddSeconds(60), queue.NextDue(new TakeRequest(Hotmail, Start.AddSeconds(30))));
        Assert.Equal("late", await TakeRecipientAsync(queue, at: 100));
        Assert.Null(queue.NextDue(new TakeRequest(Hotmail, Start.AddSeconds(100))));
    }

    [Fact]
    public async Task A_ready_delivery_counts_as_due_in_the_past_and_one_under_way_does_not_count()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", due: 10));

        Assert.True(queue.NextDue(new TakeRequest(Hotmail, Start.AddSeconds(20))) <= Start.AddSeconds(20));
        await TakeAsync(queue, at: 20);
        Assert.Null(queue.NextDue(new TakeRequest(Hotmail, Start.AddSeconds(20))));
    }

    [Fact]
    public async Task A_connection_gets_only_its_own_route_and_each_path_only_its_own_mail()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", route: "r1"), Request("b", route: "r2", due: 4), Request("c", route: "r2"), Request("d", Gmail, route: "r2"));

        Assert.Null(await TakeAsync(queue, at: 5, route: "r3"));
        Assert.Equal("c", await TakeRecipientAsync(queue, at: 5, route: "r2"));
        Assert.Equal(Start.AddSeconds(4), queue.NextDue(new TakeRequest(Hotmail, Start, "r2")));
        Assert.Equal("b", await TakeRecipientAsync(queue, at: 5, route: "r2"));
        Assert.Null(await TakeAsync(queue, at: 5, route: "r2"));
        Assert.Null(queue.NextDue(new TakeRequest(Hotmail, Start, "r2")));
        Assert.Equal("a", await TakeRecipientAsync(queue, at: 5));
        Assert.Equal("d", await TakeRecipientAsync(queue, at: 5, path: Gmail));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("olc")]
    public async Task Nothing_starves_however_much_urgent_mail_keeps_coming(string? route)
    {
        await using IDeliveryQueue queue = await OpenAsync();
        const int expires = 40 * Hour;
        await EnqueueAsync(
            queue,
            Request("old-normal", expires: expires),
            Request("old-dormant", engagement: Engagement.Dormant, expires: expires),
            Request("old-engaged", engagement: Engagement.Engaged, expires: expires));

        List<string> taken = [];
        for (int i = 0; i < 100; i++)
        {
            await EnqueueAsync(queue, Request("urgent", priority: Transactional, engagement: Engagement.Engaged, due: 24 * Hour, expires: expires));
            taken.Add(await TakeRecipientAsync(queue, at: 24 * Hour, route: route));
        }

        Assert.Contains("old-normal", taken);
        Assert.Contains("old-dormant", taken);
        Assert.Contains("old-engaged", taken);
        Assert.Equal("urgent", taken[0]);
    }

    [Fact]
    public async Task Urgent_mail_is_not_put_behind_bulk_mail_that_has_grown_old()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, [.. Enumerable.Range(0, 90).Select(static _ => Request("old", expires: 40 * Hour))]);
        await EnqueueAsync(queue, Request("urgent", priority: Transactional, due: 24 * Hour, expires: 40 * Hour));

        string[] next = [await TakeRecipientAsync(queue, at: 24 * Hour), await TakeRecipientAsync(queue, at: 24 * Hour)];

        Assert.Contains("urgent", next);
    }

    [Fact]
    public async Task While_a_path_recovers_engaged_mail_goes_alone_then_normal_and_dormant_waits_for_half_its_time()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(
            queue,
            Request("dormant", engagement: Engagement.Dormant, expires: 10 * Hour),
            Request("urgent-dormant", priority: Transactional, engagement: Engagement.Dormant, accepted: Hour, expires: 11 * Hour),
            Request("normal", expires: 20 * Hour),
            Request("urgent", priority: Transactional, expires: 20 * Hour),
            Request("engaged", engagement: Engagement.Engaged, due: 10));

        Assert.Equal("urgent", await TakeRecipientAsync(queue, at: 9, hold: true)); // The engaged one is not ready yet.
        Assert.Equal("engaged", await TakeRecipientAsync(queue, at: 10, hold: true));
        Assert.Equal("normal", await TakeRecipientAsync(queue, at: 10, hold: true));
        Assert.Null(await TakeAsync(queue, at: (5 * Hour) - 1, hold: true));
        Assert.Equal(Start.AddHours(5), queue.NextDue(new TakeRequest(Hotmail, Start.AddHours(1), HoldDormant: true)));
        Assert.Equal("dormant", await TakeRecipientAsync(queue, at: 5 * Hour, hold: true));
        Assert.Equal(Start.AddHours(6), queue.NextDue(new TakeRequest(Hotmail, Start.AddHours(5), HoldDormant: true)));
        Assert.Equal("urgent-dormant", await TakeRecipientAsync(queue, at: 5 * Hour)); // Not held any more.
    }

    [Fact]
    public async Task While_a_path_recovers_age_does_not_take_other_mail_ahead_of_engaged_mail()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        const int expires = 40 * Hour;
        await EnqueueAsync(queue, Request("old", priority: Transactional, expires: expires));

        for (int i = 0; i < 50; i++)
        {
            await EnqueueAsync(queue, Request("engaged", engagement: Engagement.Engaged, due: 24 * Hour, expires: expires));
            Assert.Equal("engaged", await TakeRecipientAsync(queue, at: 24 * Hour, hold: true));
        }
    }

    [Fact]
    public async Task An_expired_delivery_is_not_given_and_is_taken_as_expired_once()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("short", expires: 60), Request("long", expires: 7200), Request("other", Gmail, due: 500, expires: 100));

        Assert.Empty(await queue.TakeExpiredAsync(Start.AddSeconds(60), 10, Token));
        Assert.Equal("long", await TakeRecipientAsync(queue, at: 61));
        Assert.Null(await TakeAsync(queue, at: 61));
        Assert.Null(queue.NextDue(new TakeRequest(Hotmail, Start.AddSeconds(61))));

        Delivery first = Assert.Single(await queue.TakeExpiredAsync(Start.AddSeconds(1000), 1, Token));
        Delivery second = Assert.Single(await queue.TakeExpiredAsync(Start.AddSeconds(1000), 10, Token));
        Assert.Equal(["other", "short"], new[] { first.Recipients[0], second.Recipients[0] }.Order());
        Assert.Equal(DeliveryState.InProgress, first.State);
        Assert.Empty(await queue.TakeExpiredAsync(Start.AddSeconds(1000), 10, Token));

        await SettleAsync(queue, first);
        await SettleAsync(queue, second);
        Assert.Empty(queue.GetDepths());
    }

    [Fact]
    public async Task A_delivery_that_is_under_way_when_it_expires_is_taken_as_expired_after_it_is_given_back()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", expires: 60));
        Delivery? taken = await TakeAsync(queue, at: 60);

        Assert.Empty(await queue.TakeExpiredAsync(Start.AddSeconds(100), 10, Token));
        await DeferAsync(queue, taken!, due: 200);

        Delivery expired = Assert.Single(await queue.TakeExpiredAsync(Start.AddSeconds(100), 10, Token));
        Assert.Equal("a", expired.Recipients[0]);
    }
}
