using Hotmail.Pacing.Queues;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

public sealed class GroupCommitTests : SpoolTest
{
    [Fact(Timeout = HangAfter)]
    public async Task Callers_at_the_same_time_share_one_transaction()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        (Task held, Action release) = Hold(queue);
        long before = queue.Commits;
        Task<IReadOnlyList<QueuedMessage>>[] callers = [.. Enumerable.Range(0, 32).Select(number => EnqueueAsync(queue, Request($"u{number}")))];
        Assert.DoesNotContain(callers, static caller => caller.IsCompleted);

        release();
        await Task.WhenAll([held, .. callers]);

        Assert.Equal(before + 2, queue.Commits); // What held the writer, and all the others.
        Assert.Equal(32, (await ListAsync(queue)).Length);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Updates_share_it_as_well()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, [.. Enumerable.Range(0, 20).Select(static number => Request($"u{number}"))]);
        List<Delivery> taken = [];
        while (await TakeAsync(queue) is { } delivery)
        {
            taken.Add(delivery);
        }

        (Task held, Action release) = Hold(queue);
        long before = queue.Commits;
        Task[] updates = [.. taken.Select(delivery => DeferAsync(queue, delivery))];
        await Assert.ThrowsAsync<InvalidOperationException>(() => DeferAsync(queue, taken[0])); // It is given back already.
        release();
        await Task.WhenAll([held, .. updates]);

        Assert.Equal(before + 2, queue.Commits);
        Assert.All(await queue.ListAsync(DeliveryFilter.All, default, 100, Token), static delivery => Assert.Equal(1, delivery.Attempts));
    }

    private static Task DeferAsync(SqliteDeliveryQueue queue, Delivery delivery) =>
        queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = delivery.Recipients, DueAt = Start.AddHours(1), CountAttempt = true }, Token).AsTask();

    [Fact]
    public async Task A_batch_is_one_transaction()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        long before = queue.Commits;

        await EnqueueAsync(queue, [.. Enumerable.Range(0, 500).Select(static number => Request($"u{number}"))]);

        Assert.Equal(before + 1, queue.Commits);
    }

    [Fact]
    public async Task Giving_back_what_has_not_changed_writes_nothing()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"));
        Delivery? taken = await TakeAsync(queue);
        long before = queue.Commits;

        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["a"], DueAt = taken!.DueAt, Reply = taken.LastReply }, Token);

        Assert.Equal(before, queue.Commits);
        Assert.Equal(DeliveryState.Queued, taken.State);
        Assert.Equal(["a"], (await TakeAsync(queue))!.Recipients);
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_fails_fails_alone()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        (Task held, Action release) = Hold(queue);
        Task<IReadOnlyList<QueuedMessage>> first = EnqueueAsync(queue, Request("a"));
        Task wrong = queue.WriteAsync(static _ => throw new InvalidOperationException("wrong"));
        Task<IReadOnlyList<QueuedMessage>> second = EnqueueAsync(queue, Request("b"));

        release();
        await held;
        await Task.WhenAll([first, second]);

        await Assert.ThrowsAsync<InvalidOperationException>(() => wrong);
        Assert.Equal(["a", "b"], await ListAsync(queue));
        using SpoolFolder crashed = Folder.Crash();
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);
        Assert.Equal(["a", "b"], await ListAsync(again));
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_was_begun_is_written_when_the_queue_ends()
    {
        SqliteDeliveryQueue queue = await OpenAsync();
        (Task held, Action release) = Hold(queue);
        Task<IReadOnlyList<QueuedMessage>> begun = EnqueueAsync(queue, Request("a"));
        ValueTask ending = queue.DisposeAsync();

        release();
        await ending;
        await held;
        await begun;

        await using SqliteDeliveryQueue again = await OpenAsync();
        Assert.Equal(["a"], await ListAsync(again));
    }
}
