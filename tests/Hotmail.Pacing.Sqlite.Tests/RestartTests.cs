using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite.Tests;

public sealed class RestartTests : SpoolTest
{
    [Fact]
    public async Task All_that_was_said_of_a_delivery_survives()
    {
        var moved = new EgressPath("second", "gmail");
        var reply = new SmtpReply(451, "exceeded the maximum\nnumber of connections", SmtpStage.Mail, new EnhancedStatusCode(4, 7, 652));
        MessageContent content = Message("é, 8 bit");
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await queue.EnqueueAsync(
                [
                    [
                        new DeliveryRequest
                        {
                            Path = Hotmail, Route = "olc", Domain = "hotmail.com", Sender = "", Recipients = ["a@hotmail.com", "bé@hotmail.com", "c@hotmail.com"], Content = content,
                            Campaign = "spring", Priority = MessagePriority.Transactional, Engagement = Engagement.Engaged,
                            AcceptedAt = Start.AddTicks(1), DueAt = Start.AddTicks(2), ExpiresAt = Start.AddTicks(3),
                        },
                    ],
                ], null, Token);
            Delivery? taken = await queue.TakeAsync(new TakeRequest(Hotmail, Start.AddTicks(2)), Token);
            await queue.UpdateAsync(
                taken!,
                new DeliveryUpdate
                {
                    Remaining = ["bé@hotmail.com", "c@hotmail.com"], DueAt = Start.AddTicks(3), CountAttempt = true, Reply = reply, NewPath = moved, NewRoute = "aspmx",
                }, Token);
        }

        await using SqliteDeliveryQueue again = await OpenAsync();
        Delivery? delivery = await again.TakeAsync(new TakeRequest(moved, Start.AddTicks(3), "aspmx"), Token);
        Assert.NotNull(delivery);
        Assert.Equal(["bé@hotmail.com", "c@hotmail.com"], delivery.Recipients);
        Assert.Equal((moved, "aspmx", "hotmail.com", "", "spring"), (delivery.Path, delivery.Route, delivery.Domain, delivery.Sender, delivery.Campaign));
        Assert.Equal((MessagePriority.Transactional, Engagement.Engaged, 1), (delivery.Priority, delivery.Engagement, delivery.Attempts));
        Assert.Equal((Start.AddTicks(1), Start.AddTicks(3), Start.AddTicks(3)), (delivery.AcceptedAt, delivery.DueAt, delivery.ExpiresAt));
        Assert.Equal((reply.Code, reply.Text, reply.Stage, reply.EnhancedCode), (delivery.LastReply!.Code, delivery.LastReply.Text, delivery.LastReply.Stage, delivery.LastReply.EnhancedCode));
        MessageContent read = await delivery.GetContentAsync(Token);
        Assert.Equal(content.Bytes.ToArray(), read.Bytes.ToArray());
        Assert.True(read.Is8Bit);
    }

    [Fact]
    public async Task A_name_that_was_cut_in_the_middle_of_a_letter_does_not_close_the_spool()
    {
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, new DeliveryRequest
            {
                Path = Hotmail, Route = "olc", Domain = "hotmail.com", Sender = "", Recipients = ["a@hotmail.com"], Content = Message("hello"),
                Campaign = "spring \ud83c", AcceptedAt = Start, DueAt = Start, ExpiresAt = Start.AddDays(1),
            });
            Delivery? taken = await TakeAsync(queue);
            var reply = new SmtpReply(451, "later \ud83c", SmtpStage.Mail, default);
            await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = taken!.Recipients, DueAt = Start, CountAttempt = true, Reply = reply }, Token);
        }

        await using SqliteDeliveryQueue again = await OpenAsync();
        Delivery? delivery = await TakeAsync(again);
        Assert.Equal(("spring \ufffd", "later \ufffd"), (delivery!.Campaign, delivery.LastReply!.Text));
    }

    [Fact]
    public async Task What_was_accepted_and_what_was_under_way_is_there_after_a_crash_and_what_was_settled_is_not()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("settled"), Request("under way"), Request("waiting"));
        await SettleAsync(queue, (await TakeAsync(queue))!);
        Assert.Equal(["under way"], (await TakeAsync(queue))!.Recipients);

        using SpoolFolder crashed = Folder.Crash();
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);

        Assert.Equal(["under way", "waiting"], await ListAsync(again));
        Assert.Equal(["under way"], (await TakeAsync(again))!.Recipients);
        Assert.Equal(["waiting"], (await TakeAsync(again))!.Recipients);
    }

    [Fact]
    public async Task Each_change_is_on_disk_when_its_task_ends()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a,b"), Request("c", due: 900), Request("d"));
        Delivery? taken = await TakeAsync(queue);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["b"], DueAt = Start.AddSeconds(60), CountAttempt = true }, Token);
        Assert.Equal(["b"], (await InCrashedAsync(60, static delivery => delivery.Attempts == 1)).Recipients);

        await queue.RetryNowAsync(new DeliveryFilter { State = DeliveryState.Queued }, Start.AddSeconds(5), Token);
        Assert.Equal(Start.AddSeconds(5), (await InCrashedAsync(5, static delivery => delivery.Recipients[0] == "c")).DueAt);

        await queue.CancelAsync(new DeliveryFilter { State = DeliveryState.Queued }, Token);
        using SpoolFolder crashed = Folder.Crash();
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);
        Assert.Equal(["b"], await ListAsync(again));

        async Task<Delivery> InCrashedAsync(int at, Func<Delivery, bool> isIt)
        {
            using SpoolFolder copy = Folder.Crash();
            await using SqliteDeliveryQueue other = await OpenAsync(copy);
            while (await TakeAsync(other, at) is { } delivery)
            {
                if (isIt(delivery))
                {
                    return delivery;
                }
            }

            throw new InvalidOperationException("It is not there.");
        }
    }

    [Fact]
    public async Task Numbers_are_never_used_again()
    {
        long last;
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            last = (await EnqueueAsync(queue, Request("a"), Request("b")))[1].Deliveries[0].Value;
            await SettleAsync(queue, (await TakeAsync(queue))!);
            await SettleAsync(queue, (await TakeAsync(queue))!);
            using SpoolFolder crashed = Folder.Crash();
            await using SqliteDeliveryQueue afterCrash = await OpenAsync(crashed);
            Assert.True((await EnqueueAsync(afterCrash, Request("c")))[0].Deliveries[0].Value > last);
        }

        await using SqliteDeliveryQueue again = await OpenAsync();
        Assert.Equal(last + 1, (await EnqueueAsync(again, Request("c")))[0].Deliveries[0].Value);
    }

    [Fact]
    public async Task A_path_that_was_paused_is_still_paused()
    {
        var state = new PathState
        {
            SavedAt = Start, Ceiling = 12, LastStableCeiling = 10, PausedUntil = Start.AddHours(12), PauseReason = "\"throttled\" – é", Hold = TimeSpan.FromMinutes(25), ManualCeiling = 8,
            RecoversSlowly = true,
        };
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await queue.SavePathStateAsync(Hotmail, state, Token);

        using SpoolFolder crashed = Folder.Crash();
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);

        Assert.Equal(state, await again.LoadPathStateAsync(Hotmail, Token));
        Assert.Null(await again.LoadPathStateAsync(new EgressPath("main", "other"), Token));
    }

    [Fact]
    public async Task A_spool_with_more_than_the_capacity_opens_and_takes_nothing_more_until_there_is_room()
    {
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, Request("a"), Request("b"), Request("c"));
        }

        await using SqliteDeliveryQueue small = await OpenAsync(capacity: 2);
        Task<IReadOnlyList<QueuedMessage>> waiting = EnqueueAsync(small, Request("d"));
        await SettleAsync(small, (await TakeAsync(small))!);
        Assert.False(waiting.IsCompleted);
        await SettleAsync(small, (await TakeAsync(small))!);
        await waiting;
        Assert.Equal(["c", "d"], await ListAsync(small));
    }

    [Fact]
    public async Task Before_it_is_open_nothing_can_be_asked_of_it()
    {
        await using var queue = new SqliteDeliveryQueue(Folder.Spool);
        Assert.Empty(queue.GetDepths());
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await TakeAsync(queue));
        await Assert.ThrowsAsync<InvalidOperationException>(() => EnqueueAsync(queue, Request("a")));
        await queue.OpenAsync(Token);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await queue.OpenAsync(Token));
    }
}
