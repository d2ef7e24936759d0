using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Tests.Strategies;

public sealed class PostfixWindowTests
{
    private const long Now = 1000 * TimeSpan.TicksPerSecond;

    [Fact]
    public void It_starts_at_5_or_at_its_limit_if_that_is_less() => Assert.Equal((5, 2), (new PostfixWindow(20).Size, new PostfixWindow(2).Size));

    [Fact]
    public void Fifteen_successes_take_it_to_20_and_no_further()
    {
        var window = Grown(14);
        Assert.Equal(19, window.Size);
        window.Succeed(19);
        window.Succeed(20);
        Assert.Equal(20, window.Size);
    }

    [Fact]
    public void It_grows_no_further_than_five_above_what_is_busy()
    {
        var window = new PostfixWindow(20);
        window.Succeed(1);
        Assert.Equal(6, window.Size);
        window.Succeed(1);
        Assert.Equal(6, window.Size);
    }

    [Fact]
    public void The_first_failure_after_a_rise_takes_two_and_each_further_one_takes_one()
    {
        var window = Grown(15);
        window.Fail(Now);
        Assert.Equal(18, window.Size);
        window.Fail(Now);
        Assert.Equal(17, window.Size);
        window.Succeed(17);
        Assert.Equal(18, window.Size);
        window.Fail(Now);
        Assert.Equal(16, window.Size);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 3)]
    [InlineData(10, 7)]
    [InlineData(20, 13)]
    public void So_many_failures_in_a_row_kill_it(int size, int failures)
    {
        var window = new PostfixWindow(Math.Min(size, 20));
        for (var busy = 20; window.Size < size;)
        {
            window.Succeed(busy);
        }

        for (var failure = 1; failure < failures; failure++)
        {
            window.Fail(Now);
            Assert.False(window.IsDead, $"dead after {failure}");
        }

        window.Fail(Now);
        Assert.Equal((true, Now + (300 * TimeSpan.TicksPerSecond)), (window.IsDead, window.DeadUntil));
    }

    [Fact]
    public void One_success_in_between_starts_the_row_again()
    {
        var window = new PostfixWindow(5);
        window.Fail(Now);
        window.Fail(Now);
        window.Succeed(5);
        window.Fail(Now);

        Assert.False(window.IsDead);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(3, 3)]
    public void A_dead_one_comes_back_with_as_many_as_are_busy(int busy, int size)
    {
        var window = Dead();
        window.Revive(busy);
        Assert.Equal((size, false, long.MaxValue), (window.Size, window.IsDead, window.DeadUntil));
    }

    [Fact]
    public void A_success_revives_a_dead_one_and_a_failure_does_not_prolong_it()
    {
        var window = Dead();
        window.Fail(Now + 1);
        Assert.Equal(Now + (300 * TimeSpan.TicksPerSecond), window.DeadUntil);
        window.Succeed(2);
        Assert.Equal(2, window.Size);
    }

    private static PostfixWindow Grown(int successes)
    {
        var window = new PostfixWindow(20);
        for (var i = 0; i < successes; i++)
        {
            window.Succeed(20);
        }

        return window;
    }

    private static PostfixWindow Dead()
    {
        var window = new PostfixWindow(20);
        while (!window.IsDead)
        {
            window.Fail(Now);
        }

        return window;
    }
}
