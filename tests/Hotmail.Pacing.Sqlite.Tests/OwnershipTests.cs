namespace Hotmail.Pacing.Sqlite.Tests;

#pragma warning disable xUnit1069 // They refer to the token as Token.

public sealed class OwnershipTests : SpoolTest
{
    [Fact]
    public async Task A_second_owner_is_refused_and_told_who_the_first_is()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"));

        SpoolException refused = await FailsToOpenAsync(Folder, SpoolProblem.InUse);

        Assert.Equal(Environment.ProcessId, refused.OwnerProcessId);
        Assert.Contains(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture), refused.Message, StringComparison.Ordinal);
        Assert.Equal(["a"], await ListAsync(queue)); // The first goes on.
        await SettleAsync(queue, (await TakeAsync(queue))!);
    }

    [Fact]
    public async Task Once_the_first_has_ended_the_next_may_begin()
    {
        await using (SqliteDeliveryQueue queue = await OpenAsync())
        {
            await FailsToOpenAsync(Folder, SpoolProblem.InUse);
            await EnqueueAsync(queue, Request("a"));
        }

        await using SqliteDeliveryQueue next = await OpenAsync();
        Assert.Equal(["a"], await ListAsync(next));
    }

    [Fact]
    public async Task What_a_dead_owner_left_does_not_block()
    {
        await File.WriteAllTextAsync(Folder.Spool + ".lock", "spool\n", Token);
        await File.WriteAllTextAsync(Folder.Spool + ".owner", "1", Token);

        await using SqliteDeliveryQueue queue = await OpenAsync();

        Assert.Equal(Environment.ProcessId, (await FailsToOpenAsync(Folder, SpoolProblem.InUse)).OwnerProcessId);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Who_looks_into_a_spool_for_a_moment_is_waited_for()
    {
        await (await OpenAsync()).DisposeAsync();
        var visitor = Visitor();
        await visitor.OpenAsync(Token);

        await using var host = new SqliteDeliveryQueue(Folder.Spool);
        ValueTask opening = host.OpenAsync(Token);
        Assert.False(opening.IsCompleted);
        await visitor.DisposeAsync();

        await opening;
        Assert.Empty(await ListAsync(host));
        await using var late = Visitor(); // A visitor does not wait for a host.
        SpoolException refused = await Assert.ThrowsAsync<SpoolException>(async () => await late.OpenAsync(Token));
        Assert.Equal((SpoolProblem.InUse, Environment.ProcessId), (refused.Problem, refused.OwnerProcessId));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Who_does_not_want_the_spool_any_more_does_not_wait_for_a_visitor()
    {
        await using var visitor = Visitor();
        await visitor.OpenAsync(Token);
        var host = new SqliteDeliveryQueue(Folder.Spool);
        ValueTask opening = host.OpenAsync(Token);

        await host.DisposeAsync();

        await Assert.ThrowsAsync<SpoolException>(async () => await opening);
    }

    [Fact]
    public async Task A_queue_that_failed_to_open_holds_nothing()
    {
        await File.WriteAllTextAsync(Folder.Spool, "This is not a database, and long enough to be seen as none.".PadRight(5000), Token);
        await FailsToOpenAsync(Folder, SpoolProblem.Damaged);
        File.Delete(Folder.Spool);

        await using SqliteDeliveryQueue queue = await OpenAsync();
        Assert.Empty(await ListAsync(queue));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_to_or_is_not_there_is_named()
    {
        await using var missing = new SqliteDeliveryQueue(Path.Combine(Path.GetDirectoryName(Folder.Spool)!, "nowhere", "spool.db"));
        SpoolException exception = await Assert.ThrowsAsync<SpoolException>(async () => await missing.OpenAsync(Token));
        Assert.Equal(SpoolProblem.Unavailable, exception.Problem);
        Assert.Contains("nowhere", exception.Message, StringComparison.Ordinal);

        // A folder that not even root can write to, on Linux.
        await using var readOnly = new SqliteDeliveryQueue("/sys/spool.db");
        exception = await Assert.ThrowsAsync<SpoolException>(async () => await readOnly.OpenAsync(Token));
        Assert.Equal(SpoolProblem.ReadOnly, exception.Problem);
        Assert.Contains("/sys/spool.db", exception.Message, StringComparison.Ordinal);
    }

    private SqliteDeliveryQueue Visitor() => new(Folder.Spool, 1000, new SqliteQueueOptions(), TimeProvider.System, isVisit: true);
}
