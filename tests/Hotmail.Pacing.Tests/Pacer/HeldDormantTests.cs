using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class HeldDormantTests
{
    private static readonly SmtpReply _refusal = SmtpReply.Parse(
        "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)", SmtpStage.Mail);

    [Fact]
    public async Task Who_waits_for_a_dormant_recipient_hears_that_it_is_deferred_once_the_path_is_thrown_into_recovery()
    {
        var time = new FakeTimeProvider();
        var transport = new RudeTransport(new ScriptedTransport()) { Sent = Refused };
        var parts = new PacerParts { TimeProvider = time, Transport = transport };
        await using var pacer = await ProviderPacer.StartNewAsync(Options(["relay"], ceiling: 25), parts, TestContext.Current.CancellationToken);
        var dormant = Message() with { Recipients = [new Recipient("old@one.example", Engagement.Dormant)], NotBefore = time.GetUtcNow() + TimeSpan.FromHours(1) };
        var normal = Message("new@one.example") with { NotBefore = time.GetUtcNow() + TimeSpan.FromMinutes(1) };
        var waiting = pacer.SendAsync(dormant, TestContext.Current.CancellationToken);
        await pacer.EnqueueAsync(normal, TestContext.Current.CancellationToken);
        Assert.False(waiting.IsCompleted);

        // Step by step: a loop that had reckoned its wait and not yet begun it when time passed at once would sleep for ever.
        await PassUntilAsync(time, () => waiting.IsCompleted, TimeSpan.FromSeconds(20));

        var result = await waiting.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(RecipientStatus.Deferred, Assert.Single(result.Recipients).Status);
        Assert.Equal(PacingPhase.Recovery, Assert.Single(pacer.GetSnapshot().Paths).Phase);
    }

    private static TransactionResult Refused(TransactionResult result) => result with
    {
        Recipients = [.. result.Recipients.Select(static outcome => new RecipientOutcome(outcome.Address, SmtpStage.Mail, _refusal, TransportFailure.None))],
        Stage = SmtpStage.Mail,
        Reply = _refusal,
        SessionUsable = false,
    };
}
