using Hotmail.Pacing.Queues;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class StopDuringAcceptanceTests
{
    [Fact]
    public async Task Who_waits_for_the_lookup_while_the_pacer_stops_hears_that_nothing_was_accepted()
    {
        var (resolver, transport) = (new HeldResolver(), new ScriptedTransport());
        var parts = new PacerParts { TimeProvider = new FakeTimeProvider(), Transport = transport, MailExchangers = resolver };
        await using var pacer = await ProviderPacer.StartNewAsync(parts: parts, cancellationToken: TestContext.Current.CancellationToken);
        try
        {
            var sending = pacer.SendAsync(Message("a@one.example"), TestContext.Current.CancellationToken);
            await resolver.Asked;

            await pacer.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

            await Assert.ThrowsAsync<ObjectDisposedException>(() => sending.WaitAsync(Patience, TestContext.Current.CancellationToken));
            Assert.Empty(await pacer.ListAsync(new DeliveryFilter(), cancellationToken: TestContext.Current.CancellationToken));
        }
        finally
        {
            resolver.Release();
        }
    }

    [Fact]
    public async Task Who_waits_for_room_in_the_queue_while_the_pacer_stops_hears_that_nothing_was_accepted()
    {
        var options = new PacingOptions { Queue = { Capacity = 1 } };
        var parts = new PacerParts { TimeProvider = new FakeTimeProvider(), Transport = new ScriptedTransport { Holds = static _ => true }, MailExchangers = AtOnce() };
        await using var pacer = await ProviderPacer.StartNewAsync(options, parts, TestContext.Current.CancellationToken);
        await pacer.EnqueueAsync(Message("a@one.example"), TestContext.Current.CancellationToken);
        var waiting = pacer.EnqueueAsync(Message("b@one.example"), TestContext.Current.CancellationToken);

        var stopping = pacer.StopAsync(new CancellationToken(canceled: true));

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.WaitAsync(Patience, TestContext.Current.CancellationToken));
        await stopping.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Single(await pacer.ListAsync(new DeliveryFilter(), cancellationToken: TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Who_cancels_while_waiting_for_the_lookup_gets_the_cancellation_of_the_own_token()
    {
        var resolver = new HeldResolver();
        var parts = new PacerParts { TimeProvider = new FakeTimeProvider(), Transport = new ScriptedTransport(), MailExchangers = resolver };
        await using var pacer = await ProviderPacer.StartNewAsync(parts: parts, cancellationToken: TestContext.Current.CancellationToken);
        using var cancellation = new CancellationTokenSource();
        var sending = pacer.SendAsync(Message("a@one.example"), cancellation.Token);
        await resolver.Asked;

        await cancellation.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(cancellation.Token, exception.CancellationToken);
    }

    /// <summary>Answers at once.</summary>
    private static HeldResolver AtOnce()
    {
        var resolver = new HeldResolver();
        resolver.Release();
        return resolver;
    }
}
