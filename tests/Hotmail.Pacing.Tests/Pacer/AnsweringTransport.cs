using System.Net;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A transport in memory that opens every session and answers each recipient as the test says.</summary>
internal sealed class AnsweringTransport : IMailTransport
{
    /// <summary>The answer that delivers.</summary>
    public const string Taken = "250 2.6.0 queued";

    private int _underWay;

    /// <summary>The transactions whose MAIL FROM was accepted, and that were not answered yet.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>No recipient is answered before this.</summary>
    public Task Held { get; init; } = Task.CompletedTask;

    /// <summary>The stage at which a recipient is refused.</summary>
    public SmtpStage Stage { get; init; } = SmtpStage.Rcpt;

    /// <summary>The reply to a recipient.</summary>
    public Func<string, string> Answer { get; init; } = static _ => Taken;

    public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        return new(new SessionResult(new Session(this, request), SmtpStage.Ehlo, null, TransportFailure.None, null));
    }

    private static TransactionResult Result(IEnumerable<(string Address, SmtpReply Reply)> replies)
    {
        RecipientOutcome[] outcomes = [.. replies.Select(static pair => new RecipientOutcome(pair.Address, pair.Reply.Stage, pair.Reply, TransportFailure.None))];
        return new TransactionResult { Recipients = outcomes, Stage = outcomes[0].Stage, Reply = outcomes[0].Reply, SessionUsable = true };
    }

    private async ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken)
    {
        if (Stage > SmtpStage.Mail)
        {
            request.SenderAccepted?.Invoke();
        }

        Interlocked.Increment(ref _underWay);
        await Held.WaitAsync(cancellationToken);
        Interlocked.Decrement(ref _underWay);
        return Result(request.Recipients.Select(address => (address, ReplyTo(address))));
    }

    private SmtpReply ReplyTo(string address)
    {
        var answer = Answer(address);
        return SmtpReply.Parse(answer, answer == Taken ? SmtpStage.EndOfData : Stage);
    }

    private sealed class Session(AnsweringTransport transport, SessionRequest opened) : IMailSession
    {
        public string Host => opened.Host;

        public IPEndPoint EndPoint => opened.EndPoint;

        public bool IsSecure => false;

        public bool IsAlive => true;

        public ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken) => transport.SendAsync(request, cancellationToken);

        public ValueTask CloseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
