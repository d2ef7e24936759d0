using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Storage;
using Microsoft.Extensions.Time.Testing;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>The file of what was settled belongs to the spool's owner: who is not, or not any more, leaves it alone. And a deletion that failed is asked for again.</summary>
public sealed class SettlementEndTests : SpoolTest
{
    private string SettledPath => SettledFile.PathFor(Folder.Spool);

    [Fact]
    public async Task Who_is_ended_twice_leaves_the_next_owners_file()
    {
        SqliteDeliveryQueue first = await OpenAsync();
        await EnqueueAsync(first, Request("a"), Request("b"));
        await first.DisposeAsync();
        await using SqliteDeliveryQueue second = await OpenAsync();
        await SettleAsync(second, (await TakeAsync(second))!);

        await first.DisposeAsync(); // As by its pacer and by the container.

        Assert.True(File.Exists(SettledPath));
        using SpoolFolder crashed = Folder.Crash();
        await using SqliteDeliveryQueue again = await OpenAsync(crashed);
        Assert.Equal(["b"], await ListAsync(again));
    }

    [Fact]
    public async Task It_ends_while_nobody_else_can_own_the_spool()
    {
        SpoolProblem? problem = null;
        var writer = new SpoolWriter(Folder.Spool, isVisit: false, static _ => { }, static () => null, () =>
        {
            try
            {
                SpoolOwnership.Acquire(Folder.Spool).Dispose();
            }
            catch (SpoolException exception)
            {
                problem = exception.Problem;
            }
        });
        await writer.StartAsync();
        writer.Close();
        await writer.WaitForEndAsync();

        Assert.Equal(SpoolProblem.InUse, problem);
    }

    [Fact]
    public void What_is_settled_after_the_end_is_not_written_down_where_another_may_be_writing()
    {
        var settlements = Settlements.Begin(Folder.Spool, identity: 1, left: []);
        Assert.True(settlements.TryAdd(new SettledNumber(1, 1), out _));
        settlements.Dispose();
        Assert.Single(SettledFile.Read(Folder.Spool, identity: 1));

        Assert.False(settlements.TryAdd(new SettledNumber(2, 2), out _));

        Assert.Equal([1], SettledFile.Read(Folder.Spool, identity: 1));
    }

    [Fact]
    public async Task A_deletion_that_could_not_even_begin_is_asked_for_again()
    {
        var time = new FakeTimeProvider(Start);
        await using var queue = new SqliteDeliveryQueue(Folder.Spool, 1000, new SqliteQueueOptions(), time);
        await queue.OpenAsync(Token);
        await EnqueueAsync(queue, Request("a"), Request("b"));
        await queue.WriteAsync(static tables => tables.Database.Execute("PRAGMA busy_timeout = 0"));
        using (SpoolDatabase other = SpoolDatabase.Open(Folder.Spool, create: false))
        {
            other.Execute("BEGIN IMMEDIATE");
            await SettleAsync(queue, (await TakeAsync(queue))!);
            time.Advance(Settlements.Patience);
            await Assert.ThrowsAsync<SpoolException>(() => queue.WriteAsync(static _ => { })); // After the deletion, which was refused likewise.
            other.Execute("ROLLBACK");
        }

        time.Advance(Settlements.Patience);
        long left = -1;
        await queue.WriteAsync(tables => left = tables.Database.Number("SELECT count(*) FROM delivery"));

        Assert.Equal(1, left);
    }

    [Fact(Timeout = HangAfter)]
    public async Task On_a_full_disk_room_is_made_at_once_though_somebody_is_asked_to_do_it_later()
    {
        await using var queue = new SqliteDeliveryQueue(Folder.Spool, 1000, new SqliteQueueOptions(), new FakeTimeProvider(Start));
        await queue.OpenAsync(Token);
        await EnqueueAsync(queue, Request("a", Message(60_000)), Request("b"));
        await queue.WriteAsync(static tables => tables.Database.Execute($"PRAGMA max_page_count = {tables.Database.Number("PRAGMA page_count") + 1}"));
        await SettleAsync(queue, (await TakeAsync(queue))!);
        (Task held, Action release) = Hold(queue);
        Task<IReadOnlyList<QueuedMessage>> accepted = EnqueueAsync(queue, Request("c", Message(80_000)));
        queue.DeleteSettled();
        release();
        await held;

        await accepted;

        Assert.Equal(["b", "c"], await ListAsync(queue));
    }
}
