using Hotmail.Pacing.Gates;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Tests.Gates;

/// <summary>What every <see cref="IConnectionGate"/> must do, also one that serves several processes. Derive, make the gate, and all of it runs.</summary>
public abstract class ConnectionGateContract
{
    /// <summary>In milliseconds: a test that waits for what never comes fails then, instead of hanging.</summary>
    protected const int HangAfter = 60_000;

    protected static readonly EgressPath Hotmail = new("main", "microsoft-consumer");
    protected static readonly EgressPath Gmail = new("main", "gmail");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Makes a gate that knows no path.</summary>
    protected abstract ValueTask<IConnectionGate> CreateAsync();

    protected async Task<IConnectionGate> CreateAsync(int ceiling)
    {
        IConnectionGate gate = await CreateAsync();
        await gate.SetCeilingAsync(Hotmail, ceiling, Token);
        return gate;
    }

    protected static async Task<ConnectionLease[]> AcquireAsync(IConnectionGate gate, int count)
    {
        var leases = new ConnectionLease[count];
        for (int i = 0; i < count; i++)
        {
            leases[i] = await gate.AcquireAsync(Hotmail, Token);
        }

        return leases;
    }

    [Fact(Timeout = HangAfter)]
    public async Task No_more_leases_are_out_than_the_ceiling()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 2);
        ConnectionLease[] leases = await AcquireAsync(gate, 2);

        Assert.All(leases, static lease => Assert.True(lease.IsAcquired));
        Assert.False((await gate.TryAcquireAsync(Hotmail, Token)).IsAcquired);
        Task<ConnectionLease> waiting = gate.AcquireAsync(Hotmail, Token).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(new GateStatistics(2, 2, 1, 2), gate.GetStatistics(Hotmail));

        await leases[0].DisposeAsync();
        await using ConnectionLease third = await waiting;
        Assert.Equal(new GateStatistics(2, 2, 0, 2), gate.GetStatistics(Hotmail));
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_path_without_a_ceiling_gives_none_until_it_is_set()
    {
        IConnectionGate gate = await CreateAsync();

        Assert.False((await gate.TryAcquireAsync(Hotmail, Token)).IsAcquired);
        Assert.Equal(default, gate.GetStatistics(Hotmail));
        Task<ConnectionLease> waiting = gate.AcquireAsync(Hotmail, Token).AsTask();
        await gate.SetCeilingAsync(Gmail, 5, Token);
        Assert.False(waiting.IsCompleted);
        await gate.SetCeilingAsync(Hotmail, 1, Token);
        Assert.True((await waiting).IsAcquired);
    }

    [Fact]
    public async Task A_negative_ceiling_is_refused()
    {
        IConnectionGate gate = await CreateAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await gate.SetCeilingAsync(Hotmail, -1, Token));
    }

    [Fact]
    public async Task Paths_do_not_share_their_ceilings()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 1);
        await gate.SetCeilingAsync(Gmail, 1, Token);

        Assert.True((await gate.TryAcquireAsync(Hotmail, Token)).IsAcquired);
        Assert.True((await gate.TryAcquireAsync(Gmail, Token)).IsAcquired);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Who_waits_is_served_in_order_and_nobody_overtakes()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 1);
        ConnectionLease lease = await gate.AcquireAsync(Hotmail, Token);
        Task<ConnectionLease>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => gate.AcquireAsync(Hotmail, Token).AsTask())];

        for (int i = 0; i < waiting.Length; i++)
        {
            await lease.DisposeAsync();
            lease = await waiting[i];
            Assert.All(waiting[(i + 1)..], static task => Assert.False(task.IsCompleted));
            Assert.False((await gate.TryAcquireAsync(Hotmail, Token)).IsAcquired);
        }
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_cancelled_wait_leaves_the_line_and_leaks_nothing()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 1);
        ConnectionLease lease = await gate.AcquireAsync(Hotmail, Token);
        using var cancellation = new CancellationTokenSource();
        Task<ConnectionLease> cancelled = gate.AcquireAsync(Hotmail, cancellation.Token).AsTask();
        Task<ConnectionLease> next = gate.AcquireAsync(Hotmail, Token).AsTask();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        await lease.DisposeAsync();

        await (await next).DisposeAsync();
        Assert.Equal(new GateStatistics(1, 0, 0, 1), gate.GetStatistics(Hotmail));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await gate.AcquireAsync(Hotmail, cancellation.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await gate.TryAcquireAsync(Hotmail, cancellation.Token));
        Assert.Equal(0, gate.GetStatistics(Hotmail).InUse);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_raised_ceiling_lets_as_many_in_as_there_is_room_for()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 1);
        await AcquireAsync(gate, 1);
        Task<ConnectionLease>[] waiting = [.. Enumerable.Range(0, 4).Select(_ => gate.AcquireAsync(Hotmail, Token).AsTask())];

        await gate.SetCeilingAsync(Hotmail, 3, Token);

        await Task.WhenAll(waiting[..2]);
        Assert.Equal(new GateStatistics(3, 3, 2, 3), gate.GetStatistics(Hotmail));
    }

    [Fact(Timeout = HangAfter)]
    public async Task After_the_ceiling_fell_none_is_given_until_fewer_are_out()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 4);
        ConnectionLease[] leases = await AcquireAsync(gate, 4);
        await gate.SetCeilingAsync(Hotmail, 2, Token);
        Task<ConnectionLease> waiting = gate.AcquireAsync(Hotmail, Token).AsTask();

        await leases[0].DisposeAsync();
        await leases[1].DisposeAsync();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(new GateStatistics(2, 2, 1, 4), gate.GetStatistics(Hotmail));

        await leases[2].DisposeAsync();
        Assert.True((await waiting).IsAcquired);
    }

    [Fact]
    public async Task As_many_leases_should_close_as_are_above_the_ceiling()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 5);
        ConnectionLease[] leases = await AcquireAsync(gate, 5);
        Assert.DoesNotContain(leases, static lease => lease.ShouldClose);

        await gate.SetCeilingAsync(Hotmail, 3, Token);
        ConnectionLease[] told = [.. leases.Where(static lease => lease.ShouldClose)];
        Assert.Equal(2, told.Length);
        Assert.Equal(told, leases.Where(static lease => lease.ShouldClose));

        await gate.SetCeilingAsync(Hotmail, 1, Token);
        Assert.Equal(4, leases.Count(static lease => lease.ShouldClose));
        Assert.All(told, static lease => Assert.True(lease.ShouldClose));

        await gate.SetCeilingAsync(Hotmail, 4, Token);
        Assert.Equal(1, leases.Count(static lease => lease.ShouldClose));

        ConnectionLease last = leases.Single(static lease => lease.ShouldClose);
        await last.DisposeAsync();
        Assert.False(last.ShouldClose);
        Assert.DoesNotContain(leases, static lease => lease.ShouldClose);
    }

    [Fact]
    public async Task Giving_a_lease_back_twice_is_harmless()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 1);
        ConnectionLease lease = await gate.AcquireAsync(Hotmail, Token);
        ConnectionLease copy = lease;

        await lease.DisposeAsync();
        await copy.DisposeAsync();
        Assert.Equal(0, gate.GetStatistics(Hotmail).InUse);

        ConnectionLease later = await gate.AcquireAsync(Hotmail, Token);
        await lease.DisposeAsync();
        Assert.Equal(1, gate.GetStatistics(Hotmail).InUse);
        Assert.NotEqual(lease, later);
        await gate.SetCeilingAsync(Hotmail, 0, Token);
        Assert.False(lease.ShouldClose);
        Assert.True(later.ShouldClose);
    }

    [Fact]
    public async Task The_refusal_of_a_lease_is_a_value_that_can_be_disposed()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 0);

        ConnectionLease refused = await gate.TryAcquireAsync(Hotmail, Token);

        Assert.False(refused.IsAcquired);
        Assert.False(refused.ShouldClose);
        Assert.False(refused.Lost.CanBeCanceled);
        await refused.DisposeAsync();
    }

    [Fact(Timeout = HangAfter)]
    public async Task Many_callers_at_once_never_hold_more_than_the_ceiling_and_end_with_none()
    {
        const int highest = 6;
        IConnectionGate gate = await CreateAsync(ceiling: highest);
        int open = 0;
        int most = 0;
        Task[] callers = [.. Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            var random = new Random(caller);
            for (int i = 0; i < 400; i++)
            {
                if (caller == 0 && i % 20 == 0)
                {
                    await gate.SetCeilingAsync(Hotmail, 1 + random.Next(highest), Token);
                }

                using var cancellation = new CancellationTokenSource();
                ValueTask<ConnectionLease> acquiring = gate.AcquireAsync(Hotmail, cancellation.Token);
                Task cancelling = random.Next(3) == 0 ? Task.Run(cancellation.Cancel, Token) : Task.CompletedTask;
                try
                {
                    await using ConnectionLease lease = await acquiring;
                    int now = Interlocked.Increment(ref open);
                    InterlockedMax(ref most, now);
                    await Task.Yield();
                    Interlocked.Decrement(ref open);
                }
                catch (OperationCanceledException)
                {
                }

                await cancelling;
            }
        }, Token))];
        await Task.WhenAll(callers);

        GateStatistics statistics = gate.GetStatistics(Hotmail);
        Assert.Equal((0, 0), (statistics.InUse, statistics.Waiting));
        Assert.InRange(most, 1, highest);
        Assert.InRange(statistics.MostInUse, most, highest);

        static void InterlockedMax(ref int target, int value)
        {
            int seen = Volatile.Read(ref target);
            while (seen < value && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen)
            {
                seen = found;
            }
        }
    }
}
