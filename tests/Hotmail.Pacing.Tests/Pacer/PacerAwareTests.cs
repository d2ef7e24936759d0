using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class PacerAwareTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_queue_that_asks_for_it_knows_the_pacer_from_its_start_to_its_stop()
    {
        var queue = new FailingQueue(new InMemoryDeliveryQueue(100));
        await using var harness = await StartAsync(queue: queue);
        Assert.Same(harness.Pacer, queue.Pacer);

        await harness.Pacer.StopAsync(Token).WaitAsync(Patience, Token);
        Assert.Null(queue.Pacer);
    }

    [Fact]
    public async Task The_queue_hears_of_the_stop_while_the_pacer_still_carries_out_what_was_asked()
    {
        var queue = new FailingQueue(new InMemoryDeliveryQueue(100));
        await using var harness = await StartAsync(queue: queue);
        Task? pause = null;
        queue.Detaching = () => pause = harness.Pacer.PauseAsync("one", Token);

        await harness.Pacer.StopAsync(Token).WaitAsync(Patience, Token);

        await pause!.WaitAsync(Patience, Token);
        Assert.NotNull(queue.Saved?.PausedUntil);
    }

    [Fact]
    public async Task A_pacer_that_did_not_start_is_nobodys()
    {
        var queue = new FailingQueue(new InMemoryDeliveryQueue(100)) { IsUnopened = true };
        await Assert.ThrowsAnyAsync<Exception>(() => StartAsync(queue: queue));
        Assert.Null(queue.Pacer);
    }
}
