using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>What waits past its time is ended without an attempt.</summary>
public sealed class ExpiryTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_waits_on_a_paused_path_expires_in_its_time_and_the_rest_waits_on()
    {
        var settled = new SettledList();
        await using var harness = await StartAsync(observers: settled);
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
        var over = harness.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await harness.EnqueueAsync(
            Message("a@one.example", "b@one.example") with { Deadline = over }, Message("c@one.example") with { Deadline = over + TimeSpan.FromDays(300), QueueMaxAge = TimeSpan.FromDays(300) });

        await harness.PassUntilAsync(() => settled.Count >= 2, Step);

        Assert.True(harness.Time.GetUtcNow() >= over);
        Assert.All(settled.All, static result => Assert.Equal(RecipientStatus.Expired, result.Status));
        Assert.Equal(["a@one.example", "b@one.example"], settled.All.Select(static result => result.Address));
        var left = Assert.Single(await harness.Pacer.ListAsync(DeliveryFilter.All, cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(["c@one.example"], left.Recipients);
        Assert.Empty(harness.Transport.MessagesBySession);
    }

    [Fact]
    public async Task One_turn_ends_all_that_have_expired_however_many()
    {
        const int Count = 2_500;
        var settled = new SettledList();
        await using var harness = await StartAsync(observers: settled);
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
        await harness.EnqueueAsync([.. Messages("one", Count).Select(static message => message with { QueueMaxAge = TimeSpan.FromMilliseconds(999) })]);

        harness.Time.Advance(TimeSpan.FromSeconds(1));

        await harness.PassUntilAsync(() => settled.Count == Count, TimeSpan.Zero);
        Assert.Empty(await harness.Pacer.ListAsync(DeliveryFilter.All, cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_transaction_under_way_is_not_overtaken_by_its_messages_expiry()
    {
        var settled = new SettledList();
        await using var harness = await StartAsync(holds: static _ => true, observers: settled);
        await harness.Pacer.PauseAsync("two", TestContext.Current.CancellationToken);
        await harness.EnqueueAsync([.. ((string[])["a@one.example", "b@two.example"]).Select(static address => Message(address) with { QueueMaxAge = TimeSpan.FromMinutes(2) })]);
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);

        await harness.PassUntilAsync(() => settled.Count == 1, Step);
        harness.Transport.Release();
        await harness.PassUntilAsync(() => settled.Count == 2, TimeSpan.Zero);

        Assert.Equal(
            [("b@two.example", RecipientStatus.Expired), ("a@one.example", RecipientStatus.Delivered)], settled.All.Select(static result => (result.Address, result.Status)));
    }

    [Fact]
    public async Task A_queue_that_fails_meanwhile_is_asked_again_and_nobody_is_told_twice()
    {
        var settled = new SettledList();
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100));
        await using var harness = await StartAsync(queue: queue, observers: settled);
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
        await harness.EnqueueAsync([.. Messages("one", 5).Select(static message => message with { QueueMaxAge = TimeSpan.FromSeconds(1) })]);

        queue.Fails = true;
        await harness.PassUntilAsync(() => queue.Failures >= 4, TimeSpan.FromSeconds(1));
        Assert.Empty(settled.All);
        queue.Fails = false;

        await harness.PassUntilAsync(() => settled.Count >= 5, TimeSpan.FromSeconds(1));
        Assert.Equal(5, settled.All.Select(static result => result.Address).Distinct().Count());
        Assert.Empty(await harness.Pacer.ListAsync(DeliveryFilter.All, cancellationToken: TestContext.Current.CancellationToken));
    }
}
