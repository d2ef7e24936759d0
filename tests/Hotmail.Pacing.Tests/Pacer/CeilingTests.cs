using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class CeilingTests
{
    [Fact]
    public async Task As_many_sessions_are_open_as_the_ceiling_allows_and_never_more()
    {
        await using var harness = await StartAsync(holds: static _ => true, ceiling: 4);
        await harness.EnqueueAsync(Messages("one", 50));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 4);

        harness.Transport.Release();

        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 50);
        Assert.Equal(4, harness.Transport.MostOpen);
        Assert.Equal(50, harness.Transport.Sent.Distinct().Count());
    }

    [Fact]
    public async Task A_session_carries_no_more_messages_than_the_cap()
    {
        await using var harness = await StartAsync(ceiling: 2, cap: 3);

        await harness.EnqueueAsync(Messages("one", 30));

        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 30);
        Assert.All(harness.Transport.MessagesBySession, static messages => Assert.InRange(messages, 1, 3));
        Assert.InRange(harness.Transport.MostOpen, 1, 2);
    }

    [Fact]
    public async Task When_the_ceiling_is_lowered_the_sessions_above_it_close_after_their_message()
    {
        var gate = new WatchedGate(awaited: 1);
        await using var harness = await StartAsync(holds: static _ => true, ceiling: 4, gate: gate);
        await harness.EnqueueAsync(Messages("one", 20));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 4);

        await harness.Pacer.SetCeilingAsync("one", 1, TestContext.Current.CancellationToken);
        await gate.InForce;
        Assert.Equal(4, harness.Transport.UnderWay);
        harness.Transport.Release();

        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 20 && transport.Open == 1);
        Assert.Equal([1, 1, 1, 17], harness.Transport.MessagesBySession.Order());
    }

    [Fact]
    public async Task No_session_is_opened_above_a_ceiling_that_fell_after_the_lease_was_taken()
    {
        var gate = new WatchedGate(awaited: 1);
        await using var harness = await StartAsync(holds: static _ => true, ceiling: 4, gate: gate);
        gate.Acquired = lease => lease == 2 ? harness.Pacer.SetCeilingAsync("one", 1, TestContext.Current.CancellationToken) : Task.CompletedTask;
        await harness.EnqueueAsync(Messages("one", 20));
        await gate.InForce;

        harness.Transport.Release();

        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 20);
        Assert.Equal(1, harness.Transport.MostOpen);
    }
}
