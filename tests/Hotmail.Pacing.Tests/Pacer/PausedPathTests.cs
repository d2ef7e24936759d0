using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class PausedPathTests
{
    [Fact]
    public async Task Who_sends_to_a_paused_group_hears_at_once_that_it_is_deferred_and_it_is_delivered_after_the_resumption()
    {
        await using var harness = await StartAsync();
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);

        var recipient = Assert.Single((await harness.SendAsync(Message("a@one.example"))).Recipients);

        Assert.Equal(RecipientStatus.Deferred, recipient.Status);
        Assert.Equal(new EgressPath("relay", "one"), recipient.Path);
        Assert.Empty(harness.Transport.Sent);
        await harness.Pacer.ResumeAsync("one", TestContext.Current.CancellationToken);
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 1);
        Assert.Equal(["a@one.example"], harness.Transport.Sent);
    }

    [Fact]
    public async Task Who_waits_when_the_group_is_paused_hears_that_it_is_deferred_and_the_transaction_under_way_ends()
    {
        await using var harness = await StartAsync(holds: static _ => true);
        var sending = harness.SendAsync(Message("a@one.example"));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);

        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);

        Assert.Equal(RecipientStatus.Deferred, Assert.Single((await sending).Recipients).Status);
        harness.Transport.Release();
        await harness.Transport.WhenAsync(static transport => transport.Open == 0);
        Assert.Equal(["a@one.example"], harness.Transport.Sent);
    }

    [Fact]
    public async Task A_pause_of_one_group_leaves_the_other_alone()
    {
        await using var harness = await StartAsync();
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);

        var result = await harness.SendAsync(Message("a@one.example", "b@two.example"));

        Assert.Equal([RecipientStatus.Deferred, RecipientStatus.Delivered], result.Recipients.Select(static recipient => recipient.Status));
        Assert.Equal(["b@two.example"], harness.Transport.Sent);
    }
}
