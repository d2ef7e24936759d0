using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class MoveTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task What_waits_on_a_source_goes_by_the_one_it_was_moved_to()
    {
        var settled = new SettledList();
        await using var harness = await StartAsync(sources: ["first", "second"], observers: settled);
        await harness.EnqueueAsync(Later(harness, "a@one.example"), Later(harness, "b@two.example"), Later(harness, "c@one.example", "second"));

        Assert.Equal(1, await harness.Pacer.MoveAsync(new DeliveryFilter { Group = "one" }, "SECOND", TestContext.Current.CancellationToken));

        await harness.PassUntilAsync(() => settled.Count == 3, Step);
        Assert.Equal(
            [("a@one.example", new EgressPath("second", "one")), ("b@two.example", new EgressPath("first", "two")), ("c@one.example", new EgressPath("second", "one"))],
            settled.All.Select(static result => (result.Address, result.Path)).OrderBy(static result => result.Address, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Moved_mail_shares_a_connection_of_the_relay_it_was_moved_to()
    {
        var settled = new SettledList();
        await using var harness = await StartAsync(ceiling: 1, sources: ["first", "second"], observers: settled);
        await harness.EnqueueAsync([.. Enumerable.Range(0, 20).Select(number => Later(harness, $"{number}@one.example"))]);

        await harness.Pacer.MoveAsync(DeliveryFilter.All, "second", TestContext.Current.CancellationToken);

        await harness.PassUntilAsync(() => settled.Count == 20, Step);
        Assert.Equal([20], harness.Transport.MessagesBySession);
    }

    [Fact]
    public async Task Mail_moved_from_a_relay_to_direct_delivery_goes_by_its_domains_mail_exchangers_and_their_group()
    {
        var resolver = new TableResolver(("google.example", "aspmx.l.google.com"), ("own.example", "mx.own.example"));
        await using var harness = await StartAsync(
            sources: ["first"], resolver: resolver, configure: static options => options.EgressSources.Add("direct", new EgressSourceOptions()));
        await harness.EnqueueAsync(Later(harness, "a@google.example"), Later(harness, "b@own.example"), Later(harness, "c@gone.example"), Later(harness, "d@own.example"));

        Assert.Equal(4, await harness.Pacer.MoveAsync(DeliveryFilter.All, "direct", TestContext.Current.CancellationToken));

        var moved = await harness.Pacer.ListAsync(DeliveryFilter.All, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["gmail", "own.example", "gone.example", "own.example"], moved.Select(static delivery => delivery.Path.Group));
        Assert.All(moved, static delivery => Assert.Equal("direct", delivery.Path.Source));
        Assert.Equal(moved[1].Route, moved[3].Route);
        Assert.DoesNotContain(moved, static delivery => delivery.Route.StartsWith("relay:", StringComparison.Ordinal));

        // And back: all of them by the one route that a relay is.
        Assert.Equal(4, await harness.Pacer.MoveAsync(DeliveryFilter.All, "first", TestContext.Current.CancellationToken));
        moved = await harness.Pacer.ListAsync(DeliveryFilter.All, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal("relay:127.0.0.1:587", Assert.Single(moved.Select(static delivery => delivery.Route).Distinct()));
    }

    [Fact]
    public async Task An_unknown_source_is_refused_and_the_sources_are_named()
    {
        await using var harness = await StartAsync(sources: ["first", "second"]);

        var exception = await Assert.ThrowsAsync<ArgumentException>("source", () => harness.Pacer.MoveAsync(DeliveryFilter.All, "third", TestContext.Current.CancellationToken));

        Assert.Contains("'third'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("first, second", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_for_a_recipient_that_was_moved_hears_of_a_pause_of_its_new_path()
    {
        await using var harness = await StartAsync(static recipient => recipient.StartsWith("held", StringComparison.Ordinal), ceiling: 1, sources: ["first", "second"]);
        var held = harness.SendAsync(Message("held@one.example") with { EgressSource = "first" });
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 1);
        var waiting = harness.SendAsync(Message("a@one.example") with { EgressSource = "first" });
        var other = harness.SendAsync(Message("held-too@one.example") with { EgressSource = "second" });
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 2);
        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Sum(static path => path.Waiting.Values.Sum()) == 3, TimeSpan.Zero);

        Assert.Equal(1, await harness.Pacer.MoveAsync(new DeliveryFilter { Source = "first" }, "second", TestContext.Current.CancellationToken));
        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);

        var result = Assert.Single((await waiting).Recipients);
        Assert.Equal((RecipientStatus.Deferred, "second"), (result.Status, result.Path.Source));
        harness.Transport.Release();
        await Task.WhenAll(held, other);
    }

    private static OutboundMessage Later(PacerHarness harness, string recipient, string source = "first") =>
        Message(recipient) with { EgressSource = source, NotBefore = harness.Time.GetUtcNow() + TimeSpan.FromHours(1) };
}
