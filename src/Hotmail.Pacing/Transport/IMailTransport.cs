namespace Hotmail.Pacing.Transport;

/// <summary>Opens SMTP sessions.</summary>
public interface IMailTransport
{
    /// <summary>Connects, waits for the greeting, says EHLO, starts TLS and authenticates as asked. Refusals and failures are results; nothing is thrown for them.</summary>
    /// <param name="request">Where to, and how.</param>
    /// <param name="cancellationToken">Cancels it: the result's failure is then <see cref="TransportFailure.Cancelled"/>.</param>
    ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken);
}
