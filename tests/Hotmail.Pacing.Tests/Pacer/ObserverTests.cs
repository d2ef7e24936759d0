using Hotmail.Pacing.Tests.Telemetry;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class ObserverTests
{
    [Fact]
    public async Task An_observer_that_throws_harms_neither_the_mail_nor_the_other_observers()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var throwing = new RecordingObserver { Then = static (_, _) => throw new InvalidOperationException("It always throws.") };
        var other = new RecordingObserver
        {
            Then = (what, _) =>
            {
                if (what == "settled")
                {
                    told.TrySetResult();
                }

                return Task.CompletedTask;
            },
        };
        await using var harness = await StartAsync(observers: [throwing, other]);

        Assert.True((await harness.SendAsync(Message("a@one.example"))).AllDelivered);

        await told.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(["attempt", "settled"], other.Seen);
    }

    [Fact]
    public async Task An_observer_that_blocks_does_not_hold_up_the_mail()
    {
        using var release = new ManualResetEventSlim();
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var blocking = new RecordingObserver
        {
            Then = (_, _) =>
            {
                entered.TrySetResult();
                release.Wait(Patience, CancellationToken.None);
                return Task.CompletedTask;
            },
        };
        await using var harness = await StartAsync(observers: blocking);
        try
        {
            Assert.True((await harness.SendAsync(Message("a@one.example"))).AllDelivered);
            await entered.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

            await harness.EnqueueAsync(Messages("one", 20));

            await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 21);
            await harness.Pacer.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal(["attempt"], blocking.Seen);
        }
        finally
        {
            release.Set();
        }
    }
}
