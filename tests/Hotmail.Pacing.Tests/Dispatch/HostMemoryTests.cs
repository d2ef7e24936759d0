using System.Globalization;
using Hotmail.Pacing.Dispatch;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class HostMemoryTests
{
    private const int Capacity = 10_000;
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private readonly HostMemory _memory = new();

    [Fact]
    public void A_host_is_reachable_until_it_was_not_reached()
    {
        Assert.False(_memory.IsUnreachable("mx1.example", Now));

        _memory.MarkUnreachable("mx1.example", Now);

        Assert.Equal((true, false), (_memory.IsUnreachable("mx1.example", Now), _memory.IsUnreachable("mx2.example", Now)));
    }

    [Fact]
    public void It_is_forgotten_after_five_minutes()
    {
        _memory.MarkUnreachable("mx1.example", Now);

        Assert.True(_memory.IsUnreachable("mx1.example", Now.AddMinutes(5).AddTicks(-1)));
        Assert.False(_memory.IsUnreachable("mx1.example", Now.AddMinutes(5)));
    }

    [Fact]
    public void Each_failure_begins_the_time_anew()
    {
        _memory.MarkUnreachable("mx1.example", Now);
        _memory.MarkUnreachable("mx1.example", Now.AddMinutes(4));

        Assert.True(_memory.IsUnreachable("mx1.example", Now.AddMinutes(9).AddTicks(-1)));
        Assert.False(_memory.IsUnreachable("mx1.example", Now.AddMinutes(9)));
    }

    [Fact]
    public void A_host_that_was_reached_again_is_forgotten_alone()
    {
        _memory.MarkUnreachable("mx1.example", Now);
        _memory.MarkUnreachable("mx2.example", Now);
        _memory.MarkReached("mx1.example");
        _memory.MarkReached("mx3.example");

        Assert.Equal((false, true), (_memory.IsUnreachable("mx1.example", Now), _memory.IsUnreachable("mx2.example", Now)));
    }

    [Fact]
    public void At_its_capacity_it_forgets_the_lot_but_not_the_newest()
    {
        for (var host = 0; host < Capacity; host++)
        {
            _memory.MarkUnreachable(Name(host), Now);
        }

        Assert.Equal((true, true), (_memory.IsUnreachable(Name(0), Now), _memory.IsUnreachable(Name(Capacity - 1), Now)));

        _memory.MarkUnreachable(Name(Capacity), Now);

        Assert.Equal(
            (false, false, true),
            (_memory.IsUnreachable(Name(0), Now), _memory.IsUnreachable(Name(Capacity - 1), Now), _memory.IsUnreachable(Name(Capacity), Now)));
    }

    private static string Name(int host) => string.Create(CultureInfo.InvariantCulture, $"mx{host}.example");
}
