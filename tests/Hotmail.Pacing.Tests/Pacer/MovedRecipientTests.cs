using System.Net;
using Hotmail.Pacing.Destinations;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class MovedRecipientTests
{
    [Fact]
    public async Task Who_waits_for_a_recipient_that_turns_out_to_belong_to_a_paused_group_hears_at_once_that_it_is_deferred()
    {
        var transport = new ScriptedTransport();
        var options = Options([]);
        options.EgressSources.Add("direct", new EgressSourceOptions());
        options.Groups["one"].MxPatterns = ["*.one.example"];
        var parts = new PacerParts { Transport = transport, MailExchangers = new LateResolver() };
        await using var pacer = await ProviderPacer.StartNewAsync(options, parts, TestContext.Current.CancellationToken);
        await pacer.PauseAsync("one", TestContext.Current.CancellationToken);

        var result = await pacer.SendAsync(Message("a@late.example"), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        var recipient = Assert.Single(result.Recipients);
        Assert.Equal((RecipientStatus.Deferred, new EgressPath("direct", "one")), (recipient.Status, recipient.Path));
        Assert.Empty(transport.MessagesBySession);
    }

    /// <summary>Knows no answer at the acceptance, and the right one at the attempt.</summary>
    private sealed class LateResolver : IMailExchangerResolver
    {
        private int _asked;

        public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(
            Interlocked.Increment(ref _asked) == 1
                ? new MailExchangerAnswer(MailExchangerStatus.TemporaryFailure, [], "no server answered")
                : new MailExchangerAnswer(MailExchangerStatus.Found, [new MailExchanger("mx.one.example", 10)]));

        public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) =>
            ValueTask.FromResult(new HostAddresses([IPAddress.Loopback]));
    }
}
