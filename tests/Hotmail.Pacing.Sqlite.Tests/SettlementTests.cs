using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;
using Microsoft.Extensions.Time.Testing;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What is settled is settled at once, whatever becomes of the process or the disk; it is deleted from the spool later, in bulk.</summary>
public sealed class SettlementTests : SpoolTest
{
    private const string Count = "SELECT count(*) FROM delivery";

    private string SettledPath => SettledFile.PathFor(Folder.Spool);

    [Fact]
    public async Task To_settle_takes_no_transaction_and_outlives_a_crash()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, [.. Enumerable.Range(0, 100).Select(static number => Request($"u{number}"))]);
        long before = queue.Commits;
        for (int i = 0; i < 60; i++)
        {
            ValueTask settling = SettleAsync(queue, (await TakeAsync(queue))!);
            Assert.True(settling.IsCompletedSuccessfully);
        }

        Assert.Equal(before, queue.Commits);
        using SpoolFolder crashed = Folder.Crash();
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);
        Assert.Equal(40, await AskAsync(again, Count));
        Assert.Equal(40, await AskAsync(again, "SELECT count(*) FROM message"));
        string[] left = [.. Enumerable.Range(60, 40).Select(static number => $"u{number}")];
        Assert.Equal(left, await ListAsync(again));
    }

    [Fact(Timeout = HangAfter)]
    public async Task It_is_deleted_after_a_second_or_when_many_have_come_together()
    {
        var time = new FakeTimeProvider(Start);
        await using var queue = new SqliteDeliveryQueue(Folder.Spool, 10_000, new SqliteQueueOptions(), time);
        await queue.OpenAsync(Token);
        await queue.WriteAsync(static _ => { }); // What it tidies up at the start is done.
        await EnqueueAsync(queue, [.. Enumerable.Range(0, Settlements.Batch + 10).Select(static number => Request($"u{number}"))]);
        await SettleAsync(queue, (await TakeAsync(queue))!);
        long before = queue.Commits;

        time.Advance(Settlements.Patience);
        await UntilAsync(() => queue.Commits == before + 1);
        time.Advance(Settlements.Patience); // Nothing to do.

        for (int i = 0; i < Settlements.Batch; i++)
        {
            await SettleAsync(queue, (await TakeAsync(queue))!);
        }

        await UntilAsync(() => queue.Commits == before + 2);
        Assert.Equal(9, await AskAsync(queue, Count));
    }

    [Fact]
    public async Task Many_more_than_the_file_has_room_for_are_settled_all_the_same()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(capacity: 100_000);
        MessageContent content = Message("to many");
        await queue.EnqueueAsync([[.. Enumerable.Range(0, (2 * SettledFile.HalfSize) + 100).Select(number => Request($"u{number}", content))]], null, Token);
        await AskAsync(queue, "CREATE TRIGGER deletes BEFORE DELETE ON delivery WHEN old.id < 100 BEGIN SELECT raise(ABORT, 'no'); END");
        int settled = 0;
        while (await TakeAsync(queue) is { } delivery)
        {
            await SettleAsync(queue, delivery);
            settled++;
        }

        // Some at once, those without room by a transaction; and where deletion fails, what is written down stays so.
        Assert.Equal((2 * SettledFile.HalfSize) + 100, settled);
        using (SpoolFolder crashed = Folder.Crash())
        {
            await using SqliteDeliveryQueue again = new(crashed.Spool);
            SpoolException exception = await Assert.ThrowsAsync<SpoolException>(async () => await again.OpenAsync(Token)); // The trigger is there as well.
            Assert.Contains("no", exception.Message, StringComparison.Ordinal);
        }

        await AskAsync(queue, "DROP TRIGGER deletes");
        using SpoolFolder later = Folder.Crash();
        await using SqliteDeliveryQueue last = await OpenAsync(later);
        Assert.Empty(await ListAsync(last));
        Assert.Equal(0, await AskAsync(last, Count));
        Assert.Equal(0, await AskAsync(last, "SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task After_an_orderly_end_there_is_no_file_of_it()
    {
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, Request("a"), Request("b"));
            await SettleAsync(queue, (await TakeAsync(queue))!);
            Assert.True(File.Exists(SettledPath));
        }

        Assert.False(File.Exists(SettledPath));
        await using SqliteDeliveryQueue again = await OpenAsync();
        Assert.Equal(1, await AskAsync(again, Count));
    }

    [Fact]
    public async Task Numbers_of_another_spool_settle_nothing()
    {
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, Request("a"));
        }

        using var other = new SpoolFolder();
        await using (SqliteDeliveryQueue queue = await OpenAsync(other))
        {
            await EnqueueAsync(queue, Request("b"));
            await SettleAsync(queue, (await TakeAsync(queue))!);
            using SpoolFolder crashed = other.Crash();
            File.Copy(SettledFile.PathFor(crashed.Spool), SettledPath);
        }

        await FailsToOpenAsync(Folder, SpoolProblem.Damaged);
        File.Delete(SettledPath);
        await using SqliteDeliveryQueue again = await OpenAsync();
        Assert.Equal(["a"], await ListAsync(again));
    }

    [Fact]
    public async Task A_number_of_the_file_is_not_given_out_again()
    {
        // A backup of the spool is put back beside what was settled since.
        byte[] backup;
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await EnqueueAsync(queue, Request("a"));
        }

        backup = await File.ReadAllBytesAsync(Folder.Spool, Token);
        long settled;
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            settled = (await EnqueueAsync(queue, Request("b")))[0].Deliveries[0].Value;
            await SettleAsync(queue, (await TakeAsync(queue))!);
            await SettleAsync(queue, (await TakeAsync(queue))!);
            using SpoolFolder crashed = Folder.Crash();
            await File.WriteAllBytesAsync(crashed.Spool, backup, Token);
            File.Delete(crashed.Spool + "-wal");
            await FailsToOpenAsync(crashed, SpoolProblem.Damaged); // More had been accepted.
            File.Delete(crashed.Spool + ".lock");
            await using SqliteDeliveryQueue again = await OpenAsync(crashed);
            Assert.Empty(await ListAsync(again)); // The backup's "a" was sent.
            Assert.True((await EnqueueAsync(again, Request("c")))[0].Deliveries[0].Value > settled);
        }
    }

    [Fact]
    public async Task A_file_that_has_changed_is_not_believed()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"), Request("b"));
        await SettleAsync(queue, (await TakeAsync(queue))!);
        using SpoolFolder crashed = Folder.Crash();
        string file = SettledFile.PathFor(crashed.Spool);
        byte[] bytes = await File.ReadAllBytesAsync(file, Token);
        bytes[0] ^= 2;
        await File.WriteAllBytesAsync(file, bytes, Token);

        SpoolException exception = await FailsToOpenAsync(crashed, SpoolProblem.Damaged);

        Assert.Contains(file, exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5_000)]
    [InlineData(40_000)]
    public async Task An_end_of_the_log_that_is_lost_is_noticed(int keep)
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        for (int i = 0; i < 5; i++)
        {
            await EnqueueAsync(queue, Request($"u{i}", Message(5000)));
        }

        using SpoolFolder crashed = Folder.Crash();
        string log = crashed.Spool + "-wal";
        using (FileStream stream = File.OpenWrite(log))
        {
            Assert.True(stream.Length > keep);
            stream.SetLength(stream.Length - 1 - keep);
        }

        SpoolException exception = await FailsToOpenAsync(crashed, SpoolProblem.Damaged);
        Assert.Contains(".lock", exception.Message, StringComparison.Ordinal);

        File.Delete(crashed.Spool + ".lock");
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);
        Assert.InRange((await ListAsync(again)).Length, 1, 4);
    }

    [Fact]
    public async Task Runs_with_gaps_and_shared_messages_leave_what_is_not_settled()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        MessageContent[] contents = [.. Enumerable.Range(0, 30).Select(static number => Message($"message {number}"))];
        await queue.EnqueueAsync(
            [.. contents.Select(static (content, message) => Enumerable.Range(0, 1 + (message % 4)).Select(part => Request($"{message}-{part}", content)).ToArray())], null, Token);
        var random = new Random(7);
        List<string> left = [];
        List<Delivery> toSettle = [];
        while (await TakeAsync(queue) is { } delivery)
        {
            if (random.Next(3) == 0)
            {
                left.Add(delivery.Recipients[0]);
            }
            else
            {
                toSettle.Add(delivery);
            }
        }

        foreach (Delivery delivery in toSettle)
        {
            await SettleAsync(queue, delivery);
        }

        Assert.Equal(left.Count, await AskAsync(queue, Count));
        Assert.Equal(left.Count, await AskAsync(queue, "SELECT count(*) FROM envelope"));
        Assert.Equal(left.Select(static name => name.Split('-')[0]).Distinct().Count(), await AskAsync(queue, "SELECT count(*) FROM message"));
        using SpoolFolder crashed = Folder.Crash();
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);
        while (await TakeAsync(again) is { } delivery)
        {
            string text = System.Text.Encoding.UTF8.GetString((await delivery.GetContentAsync(Token)).Bytes.Span);
            Assert.Contains($"message {delivery.Recipients[0].Split('-')[0]}\r\n", text, StringComparison.Ordinal);
            Assert.True(left.Remove(delivery.Recipients[0]));
        }

        Assert.Empty(left);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
