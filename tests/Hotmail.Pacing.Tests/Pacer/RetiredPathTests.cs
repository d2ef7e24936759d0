using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>There may be as many paths as there are domains: one without mail is dropped after a while.</summary>
public sealed class RetiredPathTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Paths_without_mail_are_dropped_by_the_pacer_and_by_the_gate()
    {
        var gate = new InProcessConnectionGate(TimeProvider.System);
        await using var harness = await StartAsync(gate: gate);
        await harness.SendAsync(Message([.. Enumerable.Range(0, 20).Select(static number => $"a@{number}.example")]));
        Assert.Equal(20, harness.Pacer.GetSnapshot().Paths.Count);

        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Count == 0, Step);

        Assert.Equal(0, gate.PathCount);
        Assert.Equal(0, harness.Transport.Open);
    }

    [Fact]
    public async Task A_dropped_path_comes_back_with_what_it_had_learned_when_there_is_mail_again()
    {
        await using var harness = await StartAsync(holds: static address => address[0] != 'a');
        await harness.Pacer.SetCeilingAsync("one", 2, TestContext.Current.CancellationToken);
        await harness.SendAsync(Message("a@one.example"));
        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Count == 0, Step);

        await harness.EnqueueAsync(Messages("one", 20));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 2);
        harness.Transport.Release();

        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 21);
        Assert.Equal(2, harness.Transport.MostOpen);
    }

    [Fact]
    public async Task A_path_in_use_saves_its_state_each_day_though_it_has_not_changed()
    {
        await using var queue = new FailingQueue(new InMemoryDeliveryQueue(100));
        await using var harness = await StartAsync(queue: queue);
        await harness.Pacer.SetCeilingAsync("one", 2, TestContext.Current.CancellationToken);
        await harness.SendAsync(Message("a@one.example"));
        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Count == 0, Step);
        var before = queue.Saved!;
        harness.Time.Advance(TimeSpan.FromDays(2));

        await harness.SendAsync(Message("b@one.example"));
        await harness.PassUntilAsync(() => queue.Saved!.SavedAt >= before.SavedAt.AddDays(2), Step);

        Assert.Equal(before with { SavedAt = default }, queue.Saved! with { SavedAt = default });
    }

    [Fact]
    public async Task A_command_to_a_dropped_path_reaches_the_one_that_takes_its_place()
    {
        await using var harness = await StartAsync();
        await harness.SendAsync(Message("a@one.example"));
        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Count == 0, Step);

        await harness.Pacer.PauseAsync("one", TestContext.Current.CancellationToken);

        Assert.Equal(RecipientStatus.Deferred, Assert.Single((await harness.SendAsync(Message("b@one.example"))).Recipients).Status);
        Assert.Equal(["a@one.example"], harness.Transport.Sent);
    }

    [Fact]
    public async Task A_path_whose_mail_is_not_due_is_not_dropped()
    {
        await using var harness = await StartAsync();
        var due = harness.Time.GetUtcNow() + TimeSpan.FromHours(1);
        await harness.EnqueueAsync(Message("a@one.example") with { NotBefore = due });
        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Count == 1, TimeSpan.Zero);

        await harness.PassUntilAsync(() => harness.Transport.Sent.Count == 1 || harness.Pacer.GetSnapshot().Paths.Count == 0, Step);

        Assert.Equal(["a@one.example"], harness.Transport.Sent);
        Assert.True(harness.Time.GetUtcNow() >= due);
    }
}
