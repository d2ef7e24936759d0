using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What is kept where: bodies once, nothing for ever, and no more than the disk has.</summary>
public sealed class DiskTests : SpoolTest
{
    [Fact]
    public async Task A_message_is_stored_once_and_deleted_with_its_last_delivery()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        MessageContent content = Message(100_000);
        await queue.EnqueueAsync([[.. Enumerable.Range(0, 50).Select(number => Request($"u{number}", content))], [Request("other")]], null, Token);
        Assert.Equal(2, await AskAsync(queue, "SELECT count(*) FROM message"));
        Assert.InRange(await SizeAsync(queue), 100_000, 700_000);

        for (int i = 0; i < 49; i++)
        {
            await SettleAsync(queue, (await TakeAsync(queue))!);
        }

        Delivery? last = await TakeAsync(queue);
        Assert.Equal(content.Size, (await last!.GetContentAsync(Token)).Size);
        await SettleAsync(queue, last);
        Assert.Equal(1, await AskAsync(queue, "SELECT count(*) FROM message"));
        Assert.Equal(1, await AskAsync(queue, "SELECT count(*) FROM envelope"));
        Assert.Equal(["other"], await ListAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_file_gives_back_what_it_does_not_need()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, [.. Enumerable.Range(0, 300).Select(static number => Request($"u{number}", Message(50_000)))]);
        Assert.InRange(await SizeAsync(queue), 15_000_000, 21_000_000);

        await queue.CancelAsync(DeliveryFilter.All, Token);

        // It does so a few pages at a time, when it has nothing else to do.
        while (await SizeAsync(queue) > 5_000_000 || new FileInfo(Folder.Spool).Length > 5_000_000)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Traffic_does_not_make_the_file_grow()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        for (int round = 0; round < 250; round++)
        {
            await EnqueueAsync(queue, [.. Enumerable.Range(0, 20).Select(static number => Request($"u{number}", Message(20_000)))]);
            while (await TakeAsync(queue) is { } delivery)
            {
                await SettleAsync(queue, delivery);
            }
        }

        // 100 MB went through. What is settled waits for its deletion, 16 MiB at most, while as much is being deleted.
        Assert.InRange(await SizeAsync(queue), 0, 40_000_000);
        Assert.InRange(new FileInfo(Folder.Spool + "-wal").Length, 0, 70_000_000);
    }

    [Fact]
    public async Task A_full_disk_refuses_and_keeps_what_it_has()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a", Message(60_000)), Request("b"));
        long pages = await AskAsync(queue, "PRAGMA page_count");
        await AskAsync(queue, $"PRAGMA max_page_count = {pages + 1}");

        SpoolException full = await Assert.ThrowsAsync<SpoolException>(() => EnqueueAsync(queue, Request("c"), Request("d", Message(150_000))));
        Assert.Equal(SpoolProblem.DiskFull, full.Problem);
        Assert.Contains(Folder.Spool, full.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], await ListAsync(queue));

        Delivery? taken = await TakeAsync(queue);
        Assert.Equal(["a"], taken!.Recipients);
        Assert.Equal(60_000, (await taken.GetContentAsync(Token)).Size, 100.0);
        await SettleAsync(queue, taken);
        await EnqueueAsync(queue, Request("e", Message(80_000))); // In the room that this made.
        Assert.Equal(["b", "e"], await ListAsync(queue));
    }

    [Fact]
    public async Task A_cancel_that_fails_in_the_middle_gives_what_it_had_cancelled()
    {
        const int Slice = 4096;
        await using SqliteDeliveryQueue queue = await OpenAsync(capacity: 10_000);
        MessageContent content = Message("to many");
        await queue.EnqueueAsync([[.. Enumerable.Range(0, Slice + 10).Select(number => Request($"u{number}", content))]], null, Token);
        await AskAsync(queue, $"CREATE TRIGGER deletes BEFORE DELETE ON delivery WHEN old.id > {Slice} BEGIN SELECT raise(ABORT, 'no'); END");

        IReadOnlyList<Delivery> cancelled = await queue.CancelAsync(DeliveryFilter.All, Token);

        Assert.Equal(Enumerable.Range(1, Slice).Select(static number => (long)number), cancelled.Select(static delivery => delivery.Id.Value));
        Assert.Equal(10, (await ListAsync(queue)).Length);
        await Assert.ThrowsAsync<SpoolException>(async () => await queue.CancelAsync(DeliveryFilter.All, Token));

        await AskAsync(queue, "DROP TRIGGER deletes");
        Assert.Equal(10, (await queue.CancelAsync(DeliveryFilter.All, Token)).Count);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(-1, 0, false)]
    [InlineData(2000, 1000, true)]
    [InlineData(1999, 1000, false)]
    public void Acceptance_leaves_room_on_the_disk_for_sending(long freeBesideReserve, long size, bool hasRoom) =>
        Assert.Equal(hasRoom, DiskReserve.HasRoom(DiskReserve.Size + freeBesideReserve, size));

    [Fact(Timeout = HangAfter)]
    public async Task On_a_full_disk_what_is_small_does_not_suffer_for_what_is_large()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(capacity: 3);
        await EnqueueAsync(queue, Request("a"));
        long pages = await AskAsync(queue, "PRAGMA page_count");
        await AskAsync(queue, $"PRAGMA max_page_count = {pages + 2}");
        (Task held, Action release) = Hold(queue);
        Task<IReadOnlyList<QueuedMessage>> large = EnqueueAsync(queue, Request("large", Message(300_000)));
        Task<IReadOnlyList<QueuedMessage>> small = EnqueueAsync(queue, Request("small"));
        Task<IReadOnlyList<QueuedMessage>> waiting = EnqueueAsync(queue, Request("waiting for room"));

        release();
        await held;
        await Assert.ThrowsAsync<SpoolException>(() => large);
        await small;
        await waiting; // It got the place of the large one.
        Assert.Equal(["a", "small", "waiting for room"], await ListAsync(queue));
    }

    [Fact]
    public async Task An_update_that_cannot_be_written_leaves_the_delivery_taken()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"));
        Delivery? taken = await TakeAsync(queue);
        await AskAsync(queue, "CREATE TRIGGER updates BEFORE UPDATE ON delivery BEGIN SELECT raise(ABORT, 'no'); END");

        var update = new DeliveryUpdate { Remaining = ["a"], DueAt = Start.AddHours(1) };
        await Assert.ThrowsAsync<SpoolException>(async () => await queue.UpdateAsync(taken!, update, Token));
        Assert.Equal(DeliveryState.InProgress, taken!.State);
        Assert.Null(await TakeAsync(queue));

        await AskAsync(queue, "DROP TRIGGER updates");
        await queue.UpdateAsync(taken, update, Token);
        await SettleAsync(queue, (await TakeAsync(queue, at: 3600))!);
        Assert.Empty(await ListAsync(queue));
    }

    private static async Task<long> SizeAsync(SqliteDeliveryQueue queue) => await AskAsync(queue, "PRAGMA page_count") * await AskAsync(queue, "PRAGMA page_size");
}
