using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class StopDuringAcceptanceTests
{
    [Fact]
    public async Task Who_waits_for_the_lookup_while_the_pacer_stops_does_not_wait_for_ever()
    {
        var (resolver, transport) = (new HeldResolver(), new ScriptedTransport());
        var parts = new PacerParts { TimeProvider = new FakeTimeProvider(), Transport = transport, MailExchangers = resolver };
        await using var pacer = await ProviderPacer.StartNewAsync(parts: parts, cancellationToken: TestContext.Current.CancellationToken);
        try
        {
            var sending = pacer.SendAsync(Message("a@one.example"), TestContext.Current.CancellationToken);
            await resolver.Asked;
            await pacer.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

            resolver.Release();

            var result = await sending.WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.Equal(RecipientStatus.Deferred, Assert.Single(result.Recipients).Status);
            Assert.Empty(transport.MessagesBySession);
        }
        finally
        {
            resolver.Release();
        }
    }
}
