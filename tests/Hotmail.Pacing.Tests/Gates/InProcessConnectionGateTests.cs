using CsCheck;
using Hotmail.Pacing.Gates;
using Microsoft.Extensions.Time.Testing;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Tests.Gates;

public sealed class InProcessConnectionGateTests : ConnectionGateContract
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 5, 8, 0, 0, TimeSpan.Zero));

    protected override ValueTask<IConnectionGate> CreateAsync() => new(new InProcessConnectionGate(_time));

    [Fact(Timeout = HangAfter)]
    public async Task A_lease_knows_when_it_was_granted()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 1);
        ConnectionLease first = await gate.AcquireAsync(Hotmail, Token);
        Assert.Equal(_time.GetUtcNow(), first.OpenedAt);
        Task<ConnectionLease> waiting = gate.AcquireAsync(Hotmail, Token).AsTask();

        _time.Advance(TimeSpan.FromMinutes(3));
        await first.DisposeAsync();

        Assert.Equal(_time.GetUtcNow(), (await waiting).OpenedAt);
        Assert.False((await waiting).Lost.CanBeCanceled);
    }

    [Fact]
    public async Task The_newest_leases_should_close_and_an_older_one_that_closes_by_itself_spares_one_not_yet_told()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 4);
        ConnectionLease[] leases = await AcquireAsync(gate, 4);
        await gate.SetCeilingAsync(Hotmail, 2, Token);
        Assert.True(leases[3].ShouldClose);

        await leases[0].DisposeAsync();

        Assert.Equal([false, false, false, true], leases.Select(static lease => lease.ShouldClose));
    }

    [Fact]
    public async Task A_lease_that_was_told_to_close_stays_told_until_the_ceiling_rises()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 3);
        ConnectionLease[] leases = await AcquireAsync(gate, 3);
        await gate.SetCeilingAsync(Hotmail, 2, Token);
        Assert.True(leases[2].ShouldClose);

        await leases[0].DisposeAsync();
        Assert.True(leases[2].ShouldClose);
        await gate.SetCeilingAsync(Hotmail, 3, Token);
        Assert.False(leases[2].ShouldClose);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_path_is_forgotten_when_its_ceiling_is_zero_and_nobody_has_or_wants_a_lease()
    {
        var gate = new InProcessConnectionGate(_time);
        using var cancellation = new CancellationTokenSource();
        Task<ConnectionLease> waiting = gate.AcquireAsync(Hotmail, cancellation.Token).AsTask();
        Assert.Equal(1, gate.PathCount);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, gate.PathCount);

        await gate.SetCeilingAsync(Hotmail, 1, Token);
        ConnectionLease lease = await gate.AcquireAsync(Hotmail, Token);
        await gate.SetCeilingAsync(Hotmail, 0, Token);
        Assert.Equal(1, gate.PathCount);
        await lease.DisposeAsync();
        Assert.Equal(0, gate.PathCount);

        await gate.SetCeilingAsync(Gmail, 1, Token);
        Assert.Equal(1, gate.PathCount);
        await gate.SetCeilingAsync(Gmail, 0, Token);
        Assert.Equal(0, gate.PathCount);
    }

    [Fact]
    public async Task Taking_a_free_lease_and_giving_it_back_allocates_nothing()
    {
        IConnectionGate gate = await CreateAsync(ceiling: 3);
        await (await gate.AcquireAsync(Hotmail, Token)).DisposeAsync();
        ConnectionLease held = await gate.AcquireAsync(Hotmail, Token);
        await (await gate.AcquireAsync(Hotmail, Token)).DisposeAsync();

        CancellationToken token = Token;
        long least = long.MaxValue;
        for (int i = 0; i < Allocations.Rounds; i++)
        {
            // Both end at once, so this stays on the thread whose allocations are counted.
            long before = GC.GetAllocatedBytesForCurrentThread();
            ConnectionLease lease = await gate.AcquireAsync(Hotmail, token);
            _ = lease.ShouldClose;
            await lease.DisposeAsync();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
        await held.DisposeAsync();
    }

    [Fact(Timeout = HangAfter)]
    public Task Any_interleaving_keeps_the_ceiling_the_line_and_the_counts() =>
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 1000]).Array[1, 60].SampleAsync(InterleaveAsync, iter: 10_000);

    private static async Task InterleaveAsync((int Action, int Pick)[] steps)
    {
        var gate = new InProcessConnectionGate(new FakeTimeProvider());
        List<ConnectionLease> held = [];
        List<ConnectionLease> returned = [];
        List<(Task<ConnectionLease> Task, CancellationTokenSource Cancellation)> line = [];
        int ceiling = 0;
        int most = 0;
        foreach ((int action, int pick) in steps)
        {
            switch (action)
            {
                case < 5:
                    var cancellation = new CancellationTokenSource();
                    line.Add((gate.AcquireAsync(Hotmail, cancellation.Token).AsTask(), cancellation));
                    break;
                case < 7 when held.Count > 0:
                    int released = pick % held.Count;
                    returned.Add(held[released]);
                    await held[released].DisposeAsync();
                    held.RemoveAt(released);
                    break;
                case 7 when line.Count > 0:
                    int cancelled = pick % line.Count;
                    await line[cancelled].Cancellation.CancelAsync();
                    line[cancelled].Cancellation.Dispose();
                    line.RemoveAt(cancelled);
                    break;
                case 8 or 9:
                    ceiling = pick % 7;
                    await gate.SetCeilingAsync(Hotmail, ceiling, CancellationToken.None);
                    break;
                case 10 when returned.Count > 0:
                    await returned[pick % returned.Count].DisposeAsync();
                    break;
                default:
                    ConnectionLease tried = await gate.TryAcquireAsync(Hotmail, CancellationToken.None);
                    Assert.Equal(line.Count == 0 && held.Count < ceiling, tried.IsAcquired);
                    if (tried.IsAcquired)
                    {
                        held.Add(tried);
                    }

                    break;
            }

            // In the model, whoever is first in line has a lease as soon as there is room.
            while (line.Count > 0 && held.Count < ceiling)
            {
                held.Add(await line[0].Task);
                line[0].Cancellation.Dispose();
                line.RemoveAt(0);
            }

            most = ceiling == 0 && held.Count == 0 && line.Count == 0 ? 0 : Math.Max(most, held.Count);
            Assert.Equal(new GateStatistics(ceiling, held.Count, line.Count, most), gate.GetStatistics(Hotmail));
            if (pick % 3 == 0)
            {
                Assert.True(held.Count(static lease => lease.ShouldClose) >= Math.Max(0, held.Count - ceiling));
            }
        }

        await gate.SetCeilingAsync(Hotmail, 1000, CancellationToken.None);
        held.AddRange(await Task.WhenAll(line.Select(static waiting => waiting.Task)));
        Assert.DoesNotContain(held, static lease => lease.ShouldClose);
        foreach (ConnectionLease lease in held)
        {
            await lease.DisposeAsync();
        }

        Assert.Equal((0, 0), (gate.GetStatistics(Hotmail).InUse, gate.GetStatistics(Hotmail).Waiting));
        line.ForEach(static waiting => waiting.Cancellation.Dispose());
    }
}
