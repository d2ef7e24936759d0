using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class FailingQueueTests
{
    [Fact]
    public async Task A_pause_that_could_not_be_saved_is_saved_once_the_disk_has_room_again()
    {
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100)) { Fails = true };
        await using var harness = await StartAsync(queue: queue);
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
        await harness.PassUntilAsync(() => queue.Failures >= 2, TimeSpan.FromMilliseconds(100));

        queue.Fails = false;

        await harness.PassUntilAsync(() => queue.Saved is not null, TimeSpan.FromMilliseconds(100));
        Assert.Equal(DateTimeOffset.MaxValue, queue.Saved!.PausedUntil);
    }

    [Fact]
    public async Task A_pause_that_cannot_be_read_at_once_after_a_restart_is_not_forgotten()
    {
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100));
        await using (var before = await StartAsync(queue: queue))
        {
            await before.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
        }

        queue.FailsToLoad = 3;
        await using var harness = await StartAsync(queue: queue);
        var sending = harness.SendAsync(Message("a@one.example"));
        await harness.PassUntilAsync(() => sending.IsCompleted, TimeSpan.FromMilliseconds(100));

        Assert.Equal(RecipientStatus.Deferred, Assert.Single((await sending).Recipients).Status);
        Assert.Empty(harness.Transport.MessagesBySession);
    }

    [Fact]
    public async Task A_path_whose_state_can_never_be_read_starts_anew_after_a_while()
    {
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100)) { FailsToLoad = int.MaxValue };
        await using var harness = await StartAsync(queue: queue);
        await harness.EnqueueAsync(Message("a@one.example"));

        await harness.PassUntilAsync(() => harness.Transport.Sent.Count == 1, TimeSpan.FromSeconds(1));

        Assert.Equal(["a@one.example"], harness.Transport.Sent);
    }

    [Fact]
    public async Task Who_gives_a_path_a_command_need_not_wait_until_its_state_can_be_read()
    {
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100)) { FailsToLoad = int.MaxValue };
        await using var harness = await StartAsync(queue: queue);
        using var giveUp = new CancellationTokenSource();

        var pausing = harness.Pacer.PauseAsync("one", giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pausing.WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_starts_a_pacer_whose_queue_cannot_be_opened_hears_why()
    {
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100)) { IsUnopened = true };

        var exception = await Assert.ThrowsAsync<IOException>(() => StartAsync(queue: queue));

        Assert.Equal("The disk is full.", exception.Message);
    }

    [Fact]
    public async Task A_queue_that_cannot_count_does_not_keep_a_pacer_from_stopping()
    {
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100));
        await using var harness = await StartAsync(holds: static _ => true, queue: queue);
        var sending = harness.SendAsync(Message("a@one.example"));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);
        queue.FailsToCount = true;

        var stopping = harness.Pacer.StopAsync(TestContext.Current.CancellationToken);
        await harness.PassUntilAsync(() => stopping.IsCompleted, TimeSpan.FromSeconds(1));
        await stopping;

        Assert.Equal(RecipientStatus.Deferred, Assert.Single((await sending).Recipients).Status);
        Assert.Equal(0, harness.Transport.Open);
    }
}
