using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Tests.Queues;

// What giving a delivery back does, and what is said of it.
public abstract partial class DeliveryQueueContract
{
    [Fact]
    public async Task A_delivery_is_given_to_one_taker_until_it_is_given_back()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"));

        Delivery? taken = await TakeAsync(queue);
        Assert.Null(await TakeAsync(queue));

        await DeferAsync(queue, taken!, due: 0);
        Assert.NotNull(await TakeAsync(queue));
    }

    [Fact]
    public async Task Settled_recipients_are_gone_and_the_others_wait_until_due()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a,b,c,d"));

        Delivery? taken = await TakeAsync(queue);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["d", "b"], DueAt = Start.AddSeconds(30), CountAttempt = true }, Token);
        Assert.Null(await TakeAsync(queue, at: 29));
        taken = await TakeAsync(queue, at: 30);
        Assert.Equal(["b", "d"], taken!.Recipients.Order());

        await queue.UpdateAsync(taken, new DeliveryUpdate { Remaining = ["b"], DueAt = Start.AddSeconds(60), CountAttempt = true }, Token);
        taken = await TakeAsync(queue, at: 60);
        Assert.Equal(["b"], taken!.Recipients);
        Assert.Equal(2, taken.Attempts);

        await SettleAsync(queue, taken);
        Assert.Empty(await ListRecipientsAsync(queue));
        Assert.Empty(queue.GetDepths());
    }

    [Fact]
    public async Task A_recipient_that_does_not_wait_cannot_remain()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a,b"));
        Delivery? taken = await TakeAsync(queue);

        await Assert.ThrowsAsync<ArgumentException>(async () => await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["a", "c"] }, Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["a", "a"] }, Token));

        await SettleAsync(queue, taken!); // It is still taken.
        Assert.Empty(await ListRecipientsAsync(queue));
    }

    [Fact]
    public async Task An_attempt_counts_only_when_it_was_used_up_and_the_state_follows_it()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"));
        var reply = new SmtpReply(451, "exceeded the maximum number of connections", SmtpStage.Unknown, new EnhancedStatusCode(4, 7, 652));

        Delivery? taken = await TakeAsync(queue);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["a"], DueAt = Start, Reply = reply }, Token);
        Delivery waiting = Assert.Single(await queue.ListAsync(DeliveryFilter.All, default, 10, Token));
        Assert.Equal(0, waiting.Attempts);
        Assert.Equal(DeliveryState.Queued, waiting.State);
        Assert.Equal(451, waiting.LastReply?.Code);

        taken = await TakeAsync(queue);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["a"], DueAt = Start, CountAttempt = true }, Token);
        waiting = Assert.Single(await queue.ListAsync(DeliveryFilter.All, default, 10, Token));
        Assert.Equal(1, waiting.Attempts);
        Assert.Equal(DeliveryState.Deferred, waiting.State);
        Assert.Equal(451, waiting.LastReply?.Code); // The last reply that there was.
    }

    [Fact]
    public async Task A_delivery_that_is_not_taken_cannot_be_given_back()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await using IDeliveryQueue another = await OpenAsync();
        await EnqueueAsync(queue, Request("a"));
        await EnqueueAsync(another, Request("a"));

        Delivery waiting = Assert.Single(await queue.ListAsync(DeliveryFilter.All, default, 10, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await SettleAsync(queue, waiting));

        Delivery? taken = await TakeAsync(queue);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await SettleAsync(another, taken!));
        await SettleAsync(queue, taken!);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await SettleAsync(queue, taken!));
    }

    [Fact]
    public async Task A_delivery_can_move_to_another_path_and_route_while_it_waits_again()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"));
        List<EgressPath> available = [];
        queue.Available += available.Add;

        Delivery? taken = await TakeAsync(queue);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["a"], DueAt = Start, NewPath = Gmail, NewRoute = "aspmx" }, Token);

        Assert.Equal([Gmail], available);
        Assert.Null(await TakeAsync(queue));
        Assert.Equal((Gmail, 1, 0), queue.GetDepths().Select(static depth => (depth.Path, depth.Waiting, depth.InProgress)).Single());
        taken = await TakeAsync(queue, path: Gmail, route: "aspmx");
        Assert.Equal((Gmail, "aspmx", "hotmail.com", 0), (taken!.Path, taken.Route, taken.Domain, taken.Attempts));

        await queue.UpdateAsync(taken, new DeliveryUpdate { Remaining = ["a"], DueAt = Start, NewRoute = "alt" }, Token);
        Assert.NotNull(await TakeAsync(queue, path: Gmail, route: "alt"));
    }

    [Fact]
    public async Task Depths_count_by_path_and_engagement_and_know_the_oldest()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(
            queue,
            Request("a", accepted: 20),
            Request("b", accepted: 10),
            Request("c", accepted: 30),
            Request("d", engagement: Engagement.Dormant, accepted: 5),
            Request("e", Gmail, accepted: 40));

        Assert.Equal(
            [
                new QueueDepth(Gmail, Engagement.Normal, 1, 0, Start.AddSeconds(40)),
                new QueueDepth(Hotmail, Engagement.Dormant, 1, 0, Start.AddSeconds(5)),
                new QueueDepth(Hotmail, Engagement.Normal, 3, 0, Start.AddSeconds(10)),
            ],
            SortedDepths(queue));

        Delivery? a = await TakeAsync(queue);
        Delivery? b = await TakeAsync(queue);
        Assert.Equal(new QueueDepth(Hotmail, Engagement.Normal, 3, 2, Start.AddSeconds(10)), SortedDepths(queue)[2]);

        await SettleAsync(queue, b!);
        Assert.Equal(new QueueDepth(Hotmail, Engagement.Normal, 2, 1, Start.AddSeconds(20)), SortedDepths(queue)[2]);

        await DeferAsync(queue, a!, due: 100);
        Assert.Equal(new QueueDepth(Hotmail, Engagement.Normal, 2, 0, Start.AddSeconds(20)), SortedDepths(queue)[2]);

        await queue.CancelAsync(DeliveryFilter.All, Token);
        Assert.Empty(queue.GetDepths());
    }

    [Fact]
    public async Task Availability_is_told_once_for_each_path_that_changed()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        List<EgressPath> available = [];
        queue.Available += available.Add;

        await EnqueueAsync(queue, Request("a"), Request("b", Gmail), Request("c"), Request("d", Gmail));
        Assert.Equal([Gmail, Hotmail], Told());

        Delivery? taken = await TakeAsync(queue);
        Assert.Empty(Told());
        await DeferAsync(queue, taken!, due: 100);
        Assert.Equal([Hotmail], Told());

        await queue.RetryNowAsync(new DeliveryFilter { Group = Hotmail.Group }, Start, Token);
        Assert.Equal([Hotmail], Told());
        await queue.CancelAsync(DeliveryFilter.All, Token);
        Assert.Equal([Gmail, Hotmail], Told());

        EgressPath[] Told()
        {
            EgressPath[] told = [.. available.OrderBy(static path => path.Group, StringComparer.Ordinal)];
            available.Clear();
            return told;
        }
    }

    [Fact(Timeout = HangAfter)]
    public async Task Availability_is_told_for_deliveries_that_had_waited_for_room()
    {
        await using IDeliveryQueue queue = await OpenAsync(capacity: 1);
        await EnqueueAsync(queue, Request("a"));
        Task waiting = EnqueueAsync(queue, Request("b", Gmail));
        var told = new TaskCompletionSource<EgressPath>(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Available += path => told.TrySetResult(path);

        await TakeRecipientAsync(queue);
        await waiting;

        Assert.Equal(Gmail, await told.Task.WaitAsync(Token));
    }

    [Fact]
    public async Task The_state_of_a_path_comes_back_as_it_was_saved()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        Assert.Null(await queue.LoadPathStateAsync(Hotmail, Token));
        var state = new PathState
        {
            SavedAt = Start, Ceiling = 12, LastStableCeiling = 10, FailedCeiling = 14, FailedAt = Start.AddMinutes(-5), Hold = TimeSpan.FromMinutes(25),
            PausedUntil = Start.AddHours(4), PauseReason = "throttled", PauseRecurrence = 2, LastPauseEnd = Start.AddHours(4), MessagesPerConnection = 20,
            OpeningInterval = TimeSpan.FromMilliseconds(250), MessageInterval = TimeSpan.FromSeconds(1), ManualCeiling = 8,
        };

        await queue.SavePathStateAsync(Hotmail, new PathState { Ceiling = 1 }, Token);
        await queue.SavePathStateAsync(Hotmail, state, Token);

        Assert.Equal(state, await queue.LoadPathStateAsync(Hotmail, Token));
        Assert.Null(await queue.LoadPathStateAsync(Gmail, Token));
    }

    private static QueueDepth[] SortedDepths(IDeliveryQueue queue) =>
        [.. queue.GetDepths().OrderBy(static depth => depth.Path.Group, StringComparer.Ordinal).ThenBy(static depth => depth.Engagement.ToString(), StringComparer.Ordinal)];
}
