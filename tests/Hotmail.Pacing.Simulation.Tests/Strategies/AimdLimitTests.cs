using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Tests.Strategies;

public sealed class AimdLimitTests
{
    [Theory]
    [InlineData(10, 21)]
    [InlineData(9, 20)]
    public void A_success_adds_one_when_half_of_the_limit_was_in_flight(int inFlight, int expected)
    {
        var limit = new AimdLimit(20, 20);
        limit.Succeed(inFlight);

        Assert.Equal(expected, limit.Value);
    }

    [Fact]
    public void It_ends_at_200()
    {
        var limit = new AimdLimit(199, 20);
        limit.Succeed(200);
        limit.Succeed(200);

        Assert.Equal(200, limit.Value);
    }

    [Theory]
    [InlineData(100, 90)]
    [InlineData(25, 22)]
    [InlineData(22, 20)]
    [InlineData(20, 20)]
    public void A_drop_takes_a_tenth_truncated_and_not_below_the_least(int before, int after)
    {
        var limit = new AimdLimit(before, 20);
        limit.Drop();

        Assert.Equal(after, limit.Value);
    }

    [Fact]
    public void Truncation_takes_it_down_to_1_where_that_is_the_least()
    {
        var limit = new AimdLimit(3, 1);
        limit.Drop();
        Assert.Equal(2, limit.Value);
        limit.Drop();
        limit.Drop();
        Assert.Equal(1, limit.Value);
    }

    [Fact]
    public void Fourteen_drops_take_100_to_about_20()
    {
        var limit = new AimdLimit(100, 20);
        for (var drop = 0; drop < 14; drop++)
        {
            limit.Drop();
        }

        Assert.Equal(20, limit.Value);
    }
}
