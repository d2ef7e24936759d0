using Hotmail.Pacing.Dispatch;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class WakeSignalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly WakeSignal _signal;

    public WakeSignalTests() => _signal = new WakeSignal(_time);

    public void Dispose() => _signal.Dispose();

    [Fact]
    public void A_set_before_the_wait_is_not_lost_and_wakes_once()
    {
        _signal.Set();
        _signal.Set();

        Assert.True(Wait(null).IsCompletedSuccessfully);
        Assert.False(Wait(null).IsCompleted);
    }

    [Fact]
    public async Task A_set_wakes_who_waits_and_nobody_after()
    {
        var waiting = Wait(null);
        Assert.False(waiting.IsCompleted);

        _signal.Set();
        await Woken(waiting);

        Assert.False(Wait(null).IsCompleted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void No_time_means_no_wait(double seconds)
    {
        _signal.Set();

        Assert.True(Wait(TimeSpan.FromSeconds(seconds)).IsCompletedSuccessfully);
        Assert.False(Wait(null).IsCompleted);
    }

    [Theory]
    [InlineData(5000, 4999, false)]
    [InlineData(5000, 5000, true)]
    [InlineData(10.2, 10.9, false)]
    [InlineData(10.2, 11, true)]
    [InlineData(0.01, 0.9, false)]
    [InlineData(0.01, 1, true)]
    public async Task The_alarm_rings_at_its_time_in_whole_milliseconds_and_not_before(double timeout, double passed, bool rings)
    {
        var waiting = Wait(TimeSpan.FromMilliseconds(timeout));
        _time.Advance(TimeSpan.FromMilliseconds(passed));

        Assert.Equal(rings, await HadWoken(waiting));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public async Task An_alarm_too_far_for_a_timer_rings_after_a_day(double milliseconds, bool rings)
    {
        var waiting = Wait(TimeSpan.MaxValue);
        _time.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(rings, await HadWoken(waiting));
    }

    [Fact]
    public async Task Who_waits_without_an_alarm_waits_until_it_is_set()
    {
        var waiting = Wait(null);
        _time.Advance(TimeSpan.FromDays(9));

        Assert.False(await HadWoken(waiting));
    }

    [Fact]
    public async Task The_alarm_wakes_by_itself()
    {
        var waiting = Wait(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));

        await Woken(waiting);
    }

    [Fact]
    public async Task The_alarm_of_a_wait_that_was_set_wakes_nobody_later()
    {
        var first = Wait(TimeSpan.FromSeconds(5));
        _signal.Set();
        await Woken(first);

        var second = Wait(null);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.False(await HadWoken(second));
    }

    [Fact]
    public async Task The_alarm_rings_once()
    {
        var first = Wait(TimeSpan.FromSeconds(5));
        _time.Advance(TimeSpan.FromSeconds(5));
        await Woken(first);

        var second = Wait(null);
        _time.Advance(TimeSpan.FromDays(2));

        Assert.False(await HadWoken(second));
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public async Task Each_wait_has_its_own_alarm(double seconds, bool rings)
    {
        var first = Wait(TimeSpan.FromSeconds(5));
        _signal.Set();
        await Woken(first);

        var second = Wait(TimeSpan.FromSeconds(60));
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.Equal(rings, await HadWoken(second));
    }

    [Fact]
    public async Task Of_many_sets_at_once_none_is_lost()
    {
        for (var round = 0; round < 200; round++)
        {
            var waiting = Wait(null);
            await Task.WhenAll(Task.Run(_signal.Set, TestContext.Current.CancellationToken), Task.Run(_signal.Set, TestContext.Current.CancellationToken));
            await Woken(waiting);

            // The other set came when nobody waited.
            Assert.True(Wait(null).IsCompletedSuccessfully);
        }
    }

    private static Task Woken(Task waiting) => waiting.WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>
    /// Whether something had woken the waiter before now. The task alone would not tell: it ends a little after. A set that finds nobody waiting is kept.
    /// </summary>
    private async Task<bool> HadWoken(Task waiting)
    {
        _signal.Set();
        await Woken(waiting);
        return Wait(null).IsCompleted;
    }

    private Task Wait(TimeSpan? timeout) => _signal.WaitAsync(timeout).AsTask();
}
