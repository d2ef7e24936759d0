using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class RemovedSourceTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_waits_for_a_source_that_is_removed_goes_by_the_first_one_when_it_comes_due()
    {
        var settled = new SettledList();
        await using var harness = await StartAsync(sources: ["first", "second"], observers: settled);
        await harness.EnqueueAsync(Later(harness, "second"), Later(harness, "first"));

        harness.Pacer.Reload(Options(["first"]));

        await harness.PassUntilAsync(() => settled.Count == 2, Step);
        Assert.Equal(2, harness.Transport.Sent.Count);
        Assert.All(settled.All, static result => Assert.Equal((RecipientStatus.Delivered, new EgressPath("first", "one")), (result.Status, result.Path)));
    }

    [Fact]
    public async Task What_waits_on_a_paused_path_of_a_removed_source_waits_for_the_first_ones_resumption()
    {
        var settled = new SettledList();
        await using var harness = await StartAsync(sources: ["first", "second"], observers: settled);
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
        await harness.EnqueueAsync(Message("a@one.example") with { EgressSource = "second" });

        harness.Pacer.Reload(Options(["first"]));
        await harness.PassUntilAsync(() => HasMail(harness, "first"), Step);
        Assert.Empty(harness.Transport.MessagesBySession);

        await harness.Pacer.ResumeAsync("one", TestContext.Current.CancellationToken);
        await harness.PassUntilAsync(() => settled.Count == 1, Step);
        Assert.Equal(["a@one.example"], harness.Transport.Sent);
    }

    [Fact]
    public async Task What_comes_due_after_its_source_was_removed_does_not_wait_for_the_end_of_that_paths_pause()
    {
        var settled = new SettledList();
        await using var harness = await StartAsync(sources: ["first", "second"], observers: settled);
        await harness.EnqueueAsync(Later(harness, "second"));
        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Count == 1, TimeSpan.Zero);
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
        harness.Pacer.Reload(Options(["first"]));

        await harness.PassUntilAsync(() => HasMail(harness, "first"), Step);

        Assert.Empty(harness.Transport.MessagesBySession);
    }

    [Fact]
    public async Task A_pacer_that_finds_mail_of_a_source_it_does_not_have_sends_it_by_the_first_one()
    {
        await using var queue = new InMemoryDeliveryQueue(100);
        await using (var before = await StartAsync(sources: ["first", "second"], queue: queue))
        {
            await before.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);
            await before.EnqueueAsync(Message("a@one.example") with { EgressSource = "second" });
        }

        var settled = new SettledList();
        await using var harness = await StartAsync(sources: ["third"], queue: queue, observers: settled);

        await harness.PassUntilAsync(() => settled.Count == 1, Step);
        Assert.Equal(("a@one.example", RecipientStatus.Delivered, new EgressPath("third", "one")), (settled.All[0].Address, settled.All[0].Status, settled.All[0].Path));
    }

    [Fact]
    public async Task A_message_for_a_removed_source_is_refused_and_the_sources_are_named()
    {
        await using var harness = await StartAsync(sources: ["first", "second"]);
        harness.Pacer.Reload(Options(["first"]));

        var exception = await Assert.ThrowsAsync<InvalidMessageException>(() => harness.EnqueueAsync(Message("a@one.example") with { EgressSource = "second" }));

        Assert.Contains("there are: first", Assert.Single(exception.Problems).ToString(), StringComparison.Ordinal);
    }

    private static bool HasMail(PacerHarness harness, string source) =>
        harness.Pacer.GetSnapshot().Paths.Any(path => path.Path.Source == source && path.Waiting.Count > 0);

    private static OutboundMessage Later(PacerHarness harness, string source) =>
        Message($"{source}@one.example") with { EgressSource = source, NotBefore = harness.Time.GetUtcNow() + TimeSpan.FromHours(1) };
}
