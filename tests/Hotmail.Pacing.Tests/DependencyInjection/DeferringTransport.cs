using System.Net;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>A transport whose sessions open, and defer every recipient with <c>451 4.3.0 Not now</c>.</summary>
internal sealed class DeferringTransport : IMailTransport
{
    public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken) =>
        new(new SessionResult(new Session(request), SmtpStage.Ehlo, null, TransportFailure.None, null));

    private sealed class Session(SessionRequest opened) : IMailSession
    {
        private static readonly SmtpReply NotNow = SmtpReply.Parse("451 4.3.0 Not now", SmtpStage.Rcpt);

        public string Host => opened.Host;

        public IPEndPoint EndPoint => opened.EndPoint;

        public bool IsSecure => false;

        public bool IsAlive => true;

        public ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken) => new(new TransactionResult
        {
            Recipients = [.. request.Recipients.Select(static address => new RecipientOutcome(address, SmtpStage.Rcpt, NotNow, TransportFailure.None))],
            Stage = SmtpStage.Rcpt,
            Reply = NotNow,
            SessionUsable = true,
        });

        public ValueTask CloseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
