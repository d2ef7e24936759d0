using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>One pacer after another on the same queue.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_group_that_was_paused_is_still_paused_and_goes_on_when_it_is_resumed()
    {
        await using var queue = new InMemoryDeliveryQueue(100);
        await using (var before = await StartAsync(queue: queue))
        {
            await before.Pacer.PauseAsync("one", null, "the night shift", TestContext.Current.CancellationToken);
            await before.EnqueueAsync(Message("a@one.example"));
        }

        await using var harness = await StartAsync(queue: queue);
        var answers = (await harness.SendAsync(Message("b@one.example", "b@two.example"))).Recipients;

        Assert.Equal([RecipientStatus.Deferred, RecipientStatus.Delivered], answers.Select(static answer => answer.Status));
        Assert.Contains("the night shift", answers[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["b@two.example"], harness.Transport.Sent);
        await harness.Pacer.ResumeAsync("one", TestContext.Current.CancellationToken);
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 3);
        Assert.Equal(["a@one.example", "b@one.example"], harness.Transport.Sent.Skip(1).Order());
    }

    [Fact]
    public async Task A_pause_with_an_end_ends_then_after_the_restart_too()
    {
        await using var queue = new InMemoryDeliveryQueue(100);
        var until = new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);
        await using (var before = await StartAsync(queue: queue))
        {
            await before.Pacer.PauseAsync("one", until, null, TestContext.Current.CancellationToken);
            await before.EnqueueAsync(Message("a@one.example"));
        }

        await using var harness = await StartAsync(queue: queue);
        Assert.Equal(until, Assert.Single((await harness.SendAsync(Message("b@one.example"))).Recipients).RetryAt);
        Assert.Empty(harness.Transport.MessagesBySession);

        await harness.PassUntilAsync(() => harness.Transport.Sent.Count == 2, TimeSpan.FromMinutes(1));
        Assert.True(harness.Time.GetUtcNow() >= until);
    }

    [Fact]
    public async Task A_ceiling_that_was_set_holds_after_the_restart()
    {
        await using var queue = new InMemoryDeliveryQueue(100);
        await using (var before = await StartAsync(queue: queue))
        {
            await before.Pacer.SetCeilingAsync("one", 2, TestContext.Current.CancellationToken);
        }

        await using var harness = await StartAsync(queue: queue, holds: static _ => true);
        await harness.EnqueueAsync(Messages("one", 20));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 2);
        harness.Transport.Release();
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 20);

        Assert.Equal(2, harness.Transport.MostOpen);
    }
}
