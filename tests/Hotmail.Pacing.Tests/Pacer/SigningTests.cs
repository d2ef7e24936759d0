using System.Text;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Tests.DependencyInjection;
using Hotmail.Pacing.Tests.Dispatch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class SigningTests
{
    private readonly StampSigner _signer = new();
    private readonly ContentTransport _transport = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_signed_once_and_each_attempt_sends_the_same_bytes()
    {
        await using var pacer = await StartAsync();

        var result = await pacer.SendAsync(Mail("Hello"), Token).WaitAsync(Patience, Token);
        Assert.Equal(RecipientStatus.Deferred, result.Recipients[0].Status);
        await PassUntilAsync(_time, () => _transport.Sent.Count == 2, TimeSpan.FromSeconds(30));

        Assert.True(_signer.IsPrepared);
        Assert.Single(_signer.Asked);
        Assert.Equal(["X-Stamp: 1\r\nSubject: x\r\n\r\nHello\r\n"], _transport.Sent.Distinct());
    }

    [Fact]
    public async Task What_many_messages_share_is_signed_once_and_each_gets_its_own_otherwise()
    {
        await using var pacer = await StartAsync();
        var shared = Mail("shared");

        await pacer.EnqueueAsync([Mail("one"), shared, Mail("two"), shared with { Campaign = "second" }, .. Enumerable.Range(0, 100).Select(static index => Mail($"more {index}"))], Token);

        Assert.Equal(103, _signer.Asked.Count);
        await PassUntilAsync(_time, () => _transport.Sent.Distinct().Count() == 103 && _transport.Sent.Count >= 104, TimeSpan.FromSeconds(30));
        Assert.All(_transport.Sent, static text => Assert.StartsWith("X-Stamp: ", text, StringComparison.Ordinal));
        Assert.True(_transport.Sent.Count(static text => text.EndsWith("shared\r\n", StringComparison.Ordinal)) >= 2);
    }

    [Fact]
    public async Task Nothing_of_a_batch_is_accepted_where_one_cannot_be_signed_and_each_is_named()
    {
        await using var pacer = await StartAsync();

        var exception = await Assert.ThrowsAsync<MessageSigningException>(() =>
            pacer.EnqueueAsync([Mail("one"), Mail("refuse"), Mail("two"), Mail("fail"), Mail("nothing")], Token));

        Assert.Equal(
            ["Messages[1].Content: nobody signs for it", "Messages[3].Content: the signer failed: the vault is shut", "Messages[4].Content: the signer gave no message back"],
            exception.Problems.Select(static problem => problem.ToString()));
        Assert.IsType<TimeoutException>(exception.InnerException);
        Assert.Empty(await pacer.ListAsync(new DeliveryFilter(), cancellationToken: Token));
        Assert.Equal("Content: nobody signs for it", (await Assert.ThrowsAsync<MessageSigningException>(() => pacer.SendAsync(Mail("refuse"), Token))).Message);
    }

    [Fact]
    public async Task A_message_that_is_wrong_is_not_signed_and_one_that_grows_too_large_is_wrong()
    {
        await using var pacer = await StartAsync(static options => options.MaxMessageSize = 1024);

        await Assert.ThrowsAsync<InvalidMessageException>(() => pacer.EnqueueAsync(Mail("Hello") with { Sender = "nobody" }, Token));
        Assert.Empty(_signer.Asked);
        var exception = await Assert.ThrowsAsync<InvalidMessageException>(() => pacer.EnqueueAsync(Mail(new string('x', 1024 - "Subject: x\r\n\r\n\r\n".Length)), Token));

        Assert.Equal("Content", Assert.Single(exception.Problems).Where);
        Assert.Single(_signer.Asked);
    }

    [Fact]
    public async Task A_signer_that_is_not_ready_keeps_the_pacer_from_starting()
    {
        var parts = new PacerParts { Transport = _transport, TimeProvider = _time, Signer = new StampSigner { Fault = new InvalidOperationException("no key") } };

        Assert.Equal("no key", (await Assert.ThrowsAsync<InvalidOperationException>(() => ProviderPacer.StartNewAsync(Options(["relay"]), parts, Token))).Message);
    }

    [Fact]
    public async Task A_host_names_its_signer()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing().UseSigner<StampSigner>());

        Assert.Equal(RecipientStatus.Delivered, (await host.SendAsync("a@one.example")).Status);

        var signer = Assert.IsType<StampSigner>(host.Services.GetRequiredService<IMessageSigner>());
        Assert.True(signer.IsPrepared);
        Assert.Single(signer.Asked);
    }

    /// <summary>Otherwise a slow signer would cost mail its group: it would go with the limits of nobody in particular.</summary>
    [Fact]
    public async Task The_time_that_signing_takes_is_not_taken_from_the_dns()
    {
        var time = new FakeTimeProvider(IntakeHarness.Now);
        var harness = new IntakeHarness { Signer = new SlowSigner(time), Time = time };
        var lookup = new TaskCompletionSource<MailExchangerAnswer>();
        harness.Resolver.Later = _ => lookup.Task;

        var planning = harness.PlanAsync(IntakeHarness.Message("a@contoso.com"));
        lookup.SetResult(IntakeHarness.Found("contoso-com.mail.protection.outlook.com"));

        Assert.Equal("microsoft-365", Assert.Single((await planning.WaitAsync(Patience, Token)).Deliveries).Path.Group);
    }

    private static OutboundMessage Mail(string body) => Message("a@one.example") with { Content = MessageContent.FromBytes(Encoding.Latin1.GetBytes($"Subject: x\r\n\r\n{body}\r\n")) };

    private Task<ProviderPacer> StartAsync(Action<PacingOptions>? configure = null)
    {
        var options = Options(["relay"]);
        configure?.Invoke(options);
        return ProviderPacer.StartNewAsync(options, new PacerParts { TimeProvider = _time, Transport = _transport, Signer = _signer, NewRandom = static () => new Random(1) }, Token);
    }

    /// <summary>Takes longer than a lookup may.</summary>
    private sealed class SlowSigner(FakeTimeProvider time) : IMessageSigner
    {
        public ValueTask PrepareAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask<MessageContent> SignAsync(MessageContent content, CancellationToken cancellationToken)
        {
            time.Advance(MessageIntake.LongestLookup * 2);
            return ValueTask.FromResult(content);
        }
    }
}
