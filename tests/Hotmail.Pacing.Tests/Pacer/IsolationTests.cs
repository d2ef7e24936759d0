using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class IsolationTests
{
    [Fact]
    public async Task A_group_whose_receiver_hangs_does_not_slow_another()
    {
        await using var harness = await StartAsync(holds: static address => address.EndsWith("@one.example", StringComparison.Ordinal), ceiling: 2);
        await harness.EnqueueAsync(Messages("one", 20));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 2);

        await harness.EnqueueAsync(Messages("two", 20));

        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 20);
        Assert.All(harness.Transport.Sent, static address => Assert.EndsWith("@two.example", address, StringComparison.Ordinal));
        harness.Transport.Release();
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 40);
    }
}
