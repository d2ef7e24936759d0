using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A transport that keeps the bytes it is given, and defers the first of them.</summary>
internal sealed class ContentTransport : IMailTransport
{
    private int _count;

    public ConcurrentQueue<string> Sent { get; } = new();

    public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken) =>
        new(new SessionResult(new Session(this, request), SmtpStage.Ehlo, null, TransportFailure.None, null));

    private sealed class Session(ContentTransport transport, SessionRequest opened) : IMailSession
    {
        public string Host => opened.Host;

        public IPEndPoint EndPoint => opened.EndPoint;

        public bool IsSecure => false;

        public bool IsAlive => true;

        public ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken)
        {
            transport.Sent.Enqueue(Encoding.Latin1.GetString(request.Content.Bytes.Span));
            var reply = SmtpReply.Parse(Interlocked.Increment(ref transport._count) == 1 ? "451 4.3.0 Not now" : "250 2.0.0 OK", SmtpStage.EndOfData);
            return new ValueTask<TransactionResult>(new TransactionResult
            {
                Recipients = [.. request.Recipients.Select(address => new RecipientOutcome(address, SmtpStage.EndOfData, reply, TransportFailure.None))],
                Stage = SmtpStage.EndOfData,
                Reply = reply,
                SessionUsable = true,
            });
        }

        public ValueTask CloseAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
