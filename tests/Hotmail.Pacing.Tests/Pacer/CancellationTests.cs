using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class CancellationTests
{
    [Fact]
    public async Task Who_stops_waiting_has_not_taken_the_message_back()
    {
        await using var harness = await StartAsync(holds: static _ => true);
        using var impatience = new CancellationTokenSource();
        var sending = harness.Pacer.SendAsync(Message("a@one.example"), impatience.Token);
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);

        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(Patience, TestContext.Current.CancellationToken));
        harness.Transport.Release();
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 1);
        Assert.Equal(["a@one.example"], harness.Transport.Sent);
    }

    [Fact]
    public async Task What_waits_can_be_cancelled_and_what_is_under_way_is_delivered()
    {
        await using var harness = await StartAsync(holds: static _ => true, ceiling: 1);
        var first = harness.SendAsync(Message("a@one.example"));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);
        var second = harness.SendAsync(Message("b@one.example"));
        var waiting = Assert.Single(await harness.Pacer.ListAsync(new DeliveryFilter(), cancellationToken: TestContext.Current.CancellationToken), static delivery => delivery.State != DeliveryState.InProgress);

        Assert.Equal(1, await harness.Pacer.CancelAsync(waiting.MessageId, TestContext.Current.CancellationToken));

        Assert.Equal(RecipientStatus.Cancelled, Assert.Single((await second).Recipients).Status);
        harness.Transport.Release();
        Assert.True((await first).AllDelivered);
        Assert.Equal(["a@one.example"], harness.Transport.Sent);
        Assert.Equal(0, await harness.Pacer.CancelAsync(waiting.MessageId, TestContext.Current.CancellationToken));
    }
}
