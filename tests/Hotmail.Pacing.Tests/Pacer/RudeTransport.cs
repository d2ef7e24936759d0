using System.Net;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A transport of the host's whose sessions do not keep to the rules where the test says so.</summary>
internal sealed class RudeTransport(IMailTransport inner) : IMailTransport
{
    /// <summary>What happens when a session was opened.</summary>
    public Action Opened { get; init; } = static () => { };

    /// <summary>What happens before a transaction.</summary>
    public Action<TransactionRequest> Sending { get; init; } = static _ => { };

    /// <summary>What becomes of a transaction's result.</summary>
    public Func<TransactionResult, TransactionResult> Sent { get; init; } = static result => result;

    /// <summary>What happens before the goodbye.</summary>
    public Action Closing { get; init; } = static () => { };

    public async ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var result = await inner.OpenAsync(request, cancellationToken);
        Opened();
        return result with { Session = new Session(this, result.Session!) };
    }

    private sealed class Session(RudeTransport transport, IMailSession inner) : IMailSession
    {
        public string Host => inner.Host;

        public IPEndPoint EndPoint => inner.EndPoint;

        public bool IsSecure => inner.IsSecure;

        public bool IsAlive => inner.IsAlive;

        public async ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken)
        {
            transport.Sending(request);
            return transport.Sent(await inner.SendAsync(request, cancellationToken));
        }

        public ValueTask CloseAsync(CancellationToken cancellationToken)
        {
            transport.Closing();
            return inner.CloseAsync(cancellationToken);
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
