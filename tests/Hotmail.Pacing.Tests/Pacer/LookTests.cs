using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>What a person sees of a delivery that is stuck.</summary>
public sealed class LookTests
{
    private const string S3115 = "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)";
    private const string Full = "452 4.2.2 The mailbox is full";

    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task Each_attempt_of_a_deferred_delivery_shows_with_the_reply_and_what_became_of_its_recipients()
    {
        await using var pacer = await StartAsync(static address => address.StartsWith('a') ? AnsweringTransport.Taken : Full);
        var receipt = await pacer.EnqueueAsync(Message("b@one.example", "a@one.example", "c@one.example"), TestContext.Current.CancellationToken);
        var id = Assert.Single(receipt.Deliveries);

        var attempts = await AttemptsAsync(pacer, id, 2);

        Assert.Equal([1, 2], attempts.Select(static attempt => attempt.Number));
        var (first, second) = (attempts[0], attempts[1]);
        Assert.True(first.At < second.At);
        Assert.Equal((new EgressPath("relay", "one"), "127.0.0.1", 587), (first.Path, first.Host, first.EndPoint!.Port));
        Assert.Equal((ReplyClass.Success, false, TransportFailure.None, 3), (first.Class, first.ConnectionRefused, first.Failure, first.RecipientCount));
        Assert.Equal(
            [("b@one.example", RecipientStatus.Deferred, Full), ("c@one.example", RecipientStatus.Deferred, Full), ("a@one.example", RecipientStatus.Delivered, null)],
            first.Recipients.Select(static recipient => (recipient.Address, recipient.Status, recipient.Reply?.ToString())));
        Assert.Equal((SmtpStage.Rcpt, Full, ReplyClass.MailboxFull, 2), (second.Stage, second.Reply!.ToString(), second.Class, second.RecipientCount));
        Assert.Equal(["b@one.example", "c@one.example"], second.Recipients.Select(static recipient => recipient.Address));

        var delivery = await pacer.FindAsync(id, TestContext.Current.CancellationToken);
        Assert.Equal((2, DeliveryState.Deferred, Full), (delivery!.Attempts, delivery.State, delivery.LastReply!.ToString()));
    }

    [Fact]
    public async Task A_refused_connection_shows_though_it_uses_up_no_attempt()
    {
        var refusals = 0;
        await using var pacer = await StartAsync(_ => Interlocked.Increment(ref refusals) == 1 ? S3115 : Full, SmtpStage.Mail);
        var receipt = await pacer.EnqueueAsync(Message("b@one.example"), TestContext.Current.CancellationToken);

        var attempts = await AttemptsAsync(pacer, receipt.Deliveries[0], 2);

        Assert.Equal([(1, true), (1, false)], attempts.Select(static attempt => (attempt.Number, attempt.ConnectionRefused)));
        Assert.Equal((S3115, ReplyClass.ConnectionLimit, 0), (attempts[0].Reply!.ToString(), attempts[0].Class, attempts[0].RecipientCount));
        Assert.Empty(attempts[0].Recipients);
    }

    [Fact]
    public async Task Of_an_attempt_for_many_the_first_that_were_not_delivered_show_and_of_a_long_reply_its_beginning()
    {
        var full = $"452 4.2.2 {new string('x', 3000)}";
        await using var pacer = await StartAsync(address => address.StartsWith('a') ? AnsweringTransport.Taken : full);
        var receipt = await pacer.EnqueueAsync(
            Message([.. Enumerable.Range(0, 30).Select(static number => $"{(number % 2 == 0 ? 'a' : 'b')}{number:D2}@one.example")]), TestContext.Current.CancellationToken);

        var attempt = (await AttemptsAsync(pacer, receipt.Deliveries[0], 1))[0];

        Assert.Equal((30, 20), (attempt.RecipientCount, attempt.Recipients.Count));
        Assert.Equal(Enumerable.Range(0, 15).Select(static number => $"b{(2 * number) + 1:D2}@one.example"), attempt.Recipients.Take(15).Select(static recipient => recipient.Address));
        Assert.All(attempt.Recipients.Take(15), static recipient => Assert.Equal((452, 1000), (recipient.Reply!.Code, recipient.Reply.Text.Length)));
        Assert.All(attempt.Recipients.Skip(15), static recipient => Assert.Equal(RecipientStatus.Delivered, recipient.Status));
    }

    [Fact]
    public async Task What_is_not_in_the_queue_is_not_found()
    {
        await using var pacer = await StartAsync(static _ => AnsweringTransport.Taken);
        var result = await pacer.SendAsync(Message("a@one.example"), TestContext.Current.CancellationToken);
        var settled = result.Receipt.Deliveries[0];

        Assert.Null(await pacer.FindAsync(settled, TestContext.Current.CancellationToken));
        Assert.Empty(await pacer.ListAttemptsAsync(settled, TestContext.Current.CancellationToken));
        Assert.Null(await pacer.FindAsync(default, TestContext.Current.CancellationToken));
    }

    private Task<ProviderPacer> StartAsync(Func<string, string> answer, SmtpStage stage = SmtpStage.Rcpt) => ProviderPacer.StartNewAsync(
        Options(["relay"]),
        new PacerParts { TimeProvider = _time, Transport = new AnsweringTransport { Answer = answer, Stage = stage }, NewRandom = static () => new Random(1) },
        TestContext.Current.CancellationToken);

    /// <summary>Lets time pass until a delivery has been tried so often.</summary>
    private async Task<IReadOnlyList<DeliveryAttempt>> AttemptsAsync(ProviderPacer pacer, DeliveryId id, int count)
    {
        IReadOnlyList<DeliveryAttempt> attempts = [];
        await PassUntilAsync(_time, () => (attempts = pacer.ListAttemptsAsync(id, CancellationToken.None).Result).Count >= count, Step);
        return attempts;
    }
}
