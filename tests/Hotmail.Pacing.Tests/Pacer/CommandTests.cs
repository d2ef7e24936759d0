using Hotmail.Pacing.Control;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class CommandTests
{
    [Fact]
    public async Task A_pause_of_an_unknown_group_is_refused_and_the_groups_are_named()
    {
        await using var harness = await StartAsync();

        var exception = await Assert.ThrowsAsync<ArgumentException>("group", () => harness.Pacer.PauseAsync("three", TestContext.Current.CancellationToken));

        Assert.Contains("'three'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("one, two", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ONE", "a@one.example")]
    [InlineData("microsoft-365", "a@hotmail.com")]
    [InlineData("Three.Example", "a@three.example")]
    public async Task A_group_is_found_by_its_name_in_any_case_and_by_the_name_of_what_was_merged_into_it(string group, string recipient)
    {
        await using var harness = await StartAsync(configure: static options => options.Groups["microsoft-365"] = new DestinationGroupOptions { MergeInto = "microsoft-consumer" });
        Assert.True((await harness.SendAsync(Message(recipient))).AllDelivered);

        await harness.Pacer.PauseAsync(group, TestContext.Current.CancellationToken);

        Assert.Equal(RecipientStatus.Deferred, Assert.Single((await harness.SendAsync(Message(recipient))).Recipients).Status);
        Assert.Equal(PacingPhase.Paused, Assert.Single(harness.Pacer.GetSnapshot().Paths).Phase);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public async Task A_ceiling_below_one_or_above_the_maximum_is_refused(int connections)
    {
        await using var harness = await StartAsync(ceiling: 5);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("ceiling", () => harness.Pacer.SetCeilingAsync("one", connections, TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(10_000)]
    public async Task A_ceiling_of_an_unknown_group_is_refused_for_the_group_whatever_the_ceiling(int connections)
    {
        await using var harness = await StartAsync();

        var exception = await Assert.ThrowsAsync<ArgumentException>("group", () => harness.Pacer.SetCeilingAsync("three", connections, TestContext.Current.CancellationToken));

        Assert.Contains("'three'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ceiling_that_was_set_shows_and_can_be_given_back()
    {
        await using var harness = await StartAsync(ceiling: 5);

        await harness.Pacer.SetCeilingAsync("one", 2, TestContext.Current.CancellationToken);
        Assert.Equal(2, Assert.Single(harness.Pacer.GetSnapshot().Paths).Ceiling);

        await harness.Pacer.SetCeilingAsync("one", null, TestContext.Current.CancellationToken);
        Assert.Equal(5, Assert.Single(harness.Pacer.GetSnapshot().Paths).Ceiling);
    }

    [Fact]
    public async Task A_pause_that_would_have_ended_already_is_refused()
    {
        await using var harness = await StartAsync();
        var past = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>("until", () => harness.Pacer.PauseAsync("one", past, "a test", TestContext.Current.CancellationToken));
    }
}
