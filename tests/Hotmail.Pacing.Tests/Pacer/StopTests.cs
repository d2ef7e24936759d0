using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class StopTests
{
    [Fact]
    public async Task The_transaction_under_way_ends_the_rest_stays_in_the_queue_and_who_waits_hears_that_it_is_deferred()
    {
        await using var harness = await StartAsync(holds: static _ => true, ceiling: 1);
        var first = harness.SendAsync(Message("a@one.example"));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);
        var second = harness.SendAsync(Message("b@one.example"));

        var stopping = harness.Pacer.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(stopping.IsCompleted);
        harness.Transport.Release();
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.True((await first).AllDelivered);
        Assert.Equal(RecipientStatus.Deferred, Assert.Single((await second).Recipients).Status);
        Assert.Equal(["a@one.example"], harness.Transport.Sent);
        Assert.Equal(0, harness.Transport.Open);
        var left = Assert.Single(await harness.Pacer.ListAsync(new DeliveryFilter(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(["b@one.example"], left.Recipients);
    }

    [Fact]
    public async Task When_patience_ends_the_transaction_under_way_is_dropped_and_its_message_stays_in_the_queue()
    {
        await using var harness = await StartAsync(holds: static _ => true);
        var sending = harness.SendAsync(Message("a@one.example"));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);

        await harness.Pacer.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(RecipientStatus.Deferred, Assert.Single((await sending).Recipients).Status);
        Assert.Empty(harness.Transport.Sent);
        var left = Assert.Single(await harness.Pacer.ListAsync(new DeliveryFilter(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(["a@one.example"], left.Recipients);
        Assert.Equal(DeliveryState.Queued, left.State);
    }

    [Fact]
    public async Task A_stopped_pacer_accepts_nothing()
    {
        await using var harness = await StartAsync();
        await harness.Pacer.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => harness.EnqueueAsync(Message("a@one.example")));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => harness.SendAsync(Message("a@one.example")));
        Assert.Empty(harness.Transport.MessagesBySession);
    }
}
