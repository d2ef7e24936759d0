using System.Net;

namespace Hotmail.Pacing.Transport;

/// <summary>One SMTP session, greeted and ready for mail. Used by one caller at a time; disposing it drops the connection.</summary>
public interface IMailSession : IAsyncDisposable
{
    /// <summary>The host it is connected to.</summary>
    string Host { get; }

    /// <summary>The address it is connected to.</summary>
    IPEndPoint EndPoint { get; }

    /// <summary>Whether it is encrypted.</summary>
    bool IsSecure { get; }

    /// <summary>Whether the peer seems still to be there: checked without sending anything, before an idle session is used again.</summary>
    bool IsAlive { get; }

    /// <summary>Sends one message. Server refusals and failures are results; nothing is thrown for them.</summary>
    /// <param name="request">The transaction.</param>
    /// <param name="cancellationToken">Cancels the transaction and ends the session: the outcome is then unknown only if the end of data had been sent.</param>
    ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken);

    /// <summary>Says QUIT and closes, in a short bounded time. Does not throw.</summary>
    /// <param name="cancellationToken">Drops the connection at once.</param>
    ValueTask CloseAsync(CancellationToken cancellationToken);
}
