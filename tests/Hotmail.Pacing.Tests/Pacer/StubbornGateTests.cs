using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>What a gate that serves several processes may do: answer late or never, and lose a lease.</summary>
public sealed class StubbornGateTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_lease_that_was_lost_before_its_connection_was_opened_opens_none()
    {
        var gate = new StubbornGate { Lost = static lease => new CancellationToken(canceled: lease == 1) };
        await using var harness = await StartAsync(gate: gate);
        await harness.EnqueueAsync(Message("a@one.example"));

        await harness.PassUntilAsync(() => harness.Transport.Sent.Count == 1, Step);

        Assert.Equal(2, gate.Leases);
        Assert.Equal([1], harness.Transport.MessagesBySession);
    }

    [Fact]
    public async Task A_lease_that_was_lost_while_its_connection_was_opened_carries_nothing()
    {
        using var lost = new CancellationTokenSource();
        var gate = new StubbornGate { Lost = lease => lease == 1 ? lost.Token : CancellationToken.None };
        var inner = new ScriptedTransport();
        var time = new FakeTimeProvider();
        var parts = new PacerParts { TimeProvider = time, Gate = gate, Transport = new RudeTransport(inner) { Opened = lost.Cancel } };
        await using var pacer = await ProviderPacer.StartNewAsync(Options(["relay"]), parts, TestContext.Current.CancellationToken);
        await pacer.EnqueueAsync(Message("a@one.example"), TestContext.Current.CancellationToken);

        await PassUntilAsync(time, () => inner.Sent.Count == 1, Step);

        Assert.Equal([0, 1], inner.MessagesBySession);
    }

    [Fact]
    public async Task A_gate_that_does_not_answer_does_not_hold_up_the_stop()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new StubbornGate
        {
            Acquiring = cancellationToken =>
            {
                asked.TrySetResult();
                return Task.Delay(Timeout.Infinite, cancellationToken);
            },
        };
        await using var harness = await StartAsync(gate: gate);
        await harness.EnqueueAsync(Message("a@one.example"));
        await asked.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        await harness.Pacer.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Empty(harness.Transport.MessagesBySession);
    }

    [Fact]
    public async Task A_gate_that_takes_no_lease_back_holds_up_the_stop_no_longer_than_its_time()
    {
        var gate = new StubbornGate { Releasing = static () => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken) };
        await using var harness = await StartAsync(gate: gate);
        await harness.SendAsync(Message("a@one.example"));

        await harness.Pacer.StopAsync(new CancellationToken(canceled: true)).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(0, harness.Transport.Open);
    }
}
