using Hotmail.Pacing.Simulation.Model;
using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Tests.Strategies;

public sealed class DeferredLanesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(13)]
    [InlineData(1_000_000)]
    public void The_first_due_comes_first_whatever_the_delays(int delays)
    {
        var lanes = new DeferredLanes();
        var random = new Random(1);
        var model = new PriorityQueue<long, long>();
        for (var now = 0L; now < 20_000; now++)
        {
            var due = now + 10 + (100 * (long)random.Next(delays));
            lanes.Add(new Mail { AcceptedAt = due }, due);
            model.Enqueue(due, due);
            while (model.Peek() <= now)
            {
                Assert.Equal(model.Dequeue(), lanes.NextAt);
                Assert.True(lanes.NextAt <= now);
                lanes.Take();
            }
        }

        while (model.TryDequeue(out var due, out _))
        {
            Assert.Equal((due, due), (lanes.NextAt, lanes.Take().AcceptedAt));
        }

        Assert.Equal(long.MaxValue, lanes.NextAt);
    }
}
