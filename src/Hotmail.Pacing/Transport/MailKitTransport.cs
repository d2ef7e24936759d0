using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using MailKit.Security;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hotmail.Pacing.Transport;

/// <summary>
/// Opens SMTP sessions with MailKit, over sockets of its own: bound to the source's address, and without Nagle's algorithm, which costs a message 40 ms where the
/// peer delays its acknowledgements. Thread-safe.
/// </summary>
/// <remarks>
/// <para>
/// Opportunistic TLS (<see cref="TlsMode.Opportunistic"/>) takes any certificate. Where STARTTLS is offered and then fails, the result says
/// <see cref="TransportFailure.Tls"/>: whether to try again with <see cref="TlsMode.Off"/> is the caller's decision.
/// </para>
/// <para>
/// A relay's credentials are only sent over TLS with a valid certificate: where there are some, <see cref="TlsMode.Opportunistic"/> means
/// <see cref="TlsMode.Required"/>, and so does a <see cref="TlsMode.Off"/> that is not the relay's own (<see cref="RelayEndpoint.Tls"/>) but its destination
/// group's. Only the relay's own sends them in plain text.
/// </para>
/// <para>
/// A message with 8-bit octets goes to a server without 8BITMIME re-encoded, unless it is signed (DKIM, ARC): then it goes as it is, because encoding would break the signature.
/// A message over the server's SIZE, an address that needs SMTPUTF8 from a server without it, and an address that cannot be put into a command are not sent:
/// the outcome is <see cref="TransportFailure.Unsupported"/> with a reply of our own that says which, and the session stays usable.
/// </para>
/// </remarks>
public sealed class MailKitTransport : IMailTransport
{
    private static readonly LogText Masked = new(showAddresses: false);

    private readonly TimeProvider _time;
    private readonly CertificatePolicy _certificates;
    private readonly ILogger _logger;

    /// <summary>Makes a transport.</summary>
    /// <param name="timeProvider">The clock of all time-outs.</param>
    /// <param name="options">How TLS is done; <see langword="null"/> for the defaults.</param>
    /// <param name="logger">Told of every session that is opened or refused, at Debug; <see langword="null"/> for none.</param>
    /// <exception cref="ArgumentNullException"><paramref name="timeProvider"/> is <see langword="null"/>.</exception>
    public MailKitTransport(TimeProvider timeProvider, MailKitTransportOptions? options = null, ILogger<MailKitTransport>? logger = null)
    {
        ArgumentNullException.ThrowIfNull(timeProvider);
        _time = timeProvider;
        _certificates = new CertificatePolicy(options ?? new MailKitTransportOptions());
        _logger = logger ?? NullLogger<MailKitTransport>.Instance;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is <see langword="null"/>.</exception>
    public async ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var result = await ConnectAsync(request, cancellationToken).ConfigureAwait(false);
        if (result.Session is { } session)
        {
            Log.SessionOpened(_logger, request.Host, request.EndPoint, request.Source.Name, session.IsSecure);
        }
        else if (_logger.IsEnabled(LogLevel.Debug))
        {
            // The pacer's own wish to see addresses is not known here.
            var (reply, detail) = (Masked.Reply(result.Reply), Masked.Line(result.Detail));
            Log.SessionNotOpened(_logger, request.Host, request.EndPoint, request.Source.Name, result.Stage, result.Failure, reply, detail);
        }

        return result;
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The wire owns the socket, and the session the wire; without a session it is disposed here.")]
    private async ValueTask<SessionResult> ConnectAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        if (Uri.CheckHostName(request.Host) == UriHostNameType.Unknown)
        {
            return new SessionResult(null, SmtpStage.Connect, null, TransportFailure.NameResolution, $"'{request.Host}' is not a host name.");
        }

        var socket = Bind(request, out var unbound);
        if (socket is null)
        {
            return unbound!;
        }

        var wire = new WireStream(socket);
        var timer = new StepTimer(_time, wire.Abort);
        MailKitSession? session = null;
        try
        {
            using var registration = cancellationToken.UnsafeRegister(static state => ((StepTimer)state!).End(TransportFailure.Cancelled), timer);
            timer.Start(request.Timeouts.Connect);
            try
            {
                await socket.ConnectAsync(request.EndPoint, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                var (failure, detail) = Failures.Explain(e, request, timer.Reason);
                return new SessionResult(null, SmtpStage.Connect, null, failure, detail);
            }

            (session, var result) = await GreetAsync(request, wire, timer).ConfigureAwait(false);
            return result;
        }
        finally
        {
            if (session is null)
            {
                timer.Dispose();
                await wire.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    [SuppressMessage("Maintainability", "CA1508", Justification = "Making the socket may throw, and leaves it null.")]
    private static Socket? Bind(SessionRequest request, out SessionResult? problem)
    {
        var local = request.Source.LocalAddress;
        problem = null;
        if (local is not null && local.AddressFamily != request.EndPoint.AddressFamily)
        {
            problem = new SessionResult(
                null, SmtpStage.Connect, null, TransportFailure.ConnectFailed, $"{request.EndPoint} cannot be reached from {local}: the address families differ.");
            return null;
        }

        Socket? socket = null;
        try
        {
            socket = new Socket(request.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            if (local is not null)
            {
                socket.Bind(new IPEndPoint(local, 0));
            }

            return socket;
        }
        catch (SocketException e)
        {
            problem = socket is null
                ? new SessionResult(null, SmtpStage.Connect, null, TransportFailure.ConnectFailed, $"No socket: {e.SocketErrorCode}.")
                : new SessionResult(
                    null, SmtpStage.Connect, null, TransportFailure.LocalAddress, $"The source '{request.Source.Name}' cannot send from {local}: {e.SocketErrorCode}.");
            socket?.Dispose();
            return null;
        }
    }

    [SuppressMessage("Reliability", "CA2000", Justification = "The client owns the dialogue, and the session the client; without a session it is disposed here.")]
    private async ValueTask<(MailKitSession? Session, SessionResult Result)> GreetAsync(SessionRequest request, WireStream wire, StepTimer timer)
    {
        var relay = request.Source.Relay;
        var dialogue = new SmtpDialogue(timer, request.Timeouts) { Stage = SmtpStage.StartTls };
        var mode = relay?.UserName is not null && (request.Tls == TlsMode.Opportunistic || relay.Tls != TlsMode.Off) ? TlsMode.Required : request.Tls;
        var client = new SessionClient(dialogue)
        {
            LocalDomain = request.Source.EhloName,
            SslProtocols = _certificates.Protocols,
            CheckCertificateRevocation = _certificates.CheckRevocation && mode == TlsMode.Required,
            ServerCertificateValidationCallback = _certificates.Judge(mode == TlsMode.Required),
        };
        try
        {
            timer.Start(request.Timeouts.Command);
            await client.ConnectAsync(wire, request.Host, request.EndPoint.Port, Options(mode, relay), CancellationToken.None).ConfigureAwait(false);
            if (relay?.UserName is { } user)
            {
                dialogue.Stage = SmtpStage.Auth;
                timer.Start(request.Timeouts.Command);
                var credentials = new NetworkCredential(user, relay.Password);
                await client.AuthenticateAsync(Encoding.UTF8, credentials, CancellationToken.None).ConfigureAwait(false);
            }

            timer.Stop();
            var session = new MailKitSession(request, client, dialogue, wire, timer);
            return (session, new SessionResult(session, dialogue.Stage, null, TransportFailure.None, null));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            client.Dispose();
            return (null, Refused(e, timer, dialogue));
        }
    }

    private static SessionResult Refused(Exception e, StepTimer timer, SmtpDialogue dialogue)
    {
        var stage = dialogue.Stage;
        if (e is NotSupportedException && stage == SmtpStage.Ehlo)
        {
            if (dialogue.Unreported(stage) is { Code: >= 400 and < 500 } deferral)
            {
                // EHLO was deferred, and only HELO, which offers nothing, was let pass.
                return new SessionResult(null, stage, deferral, TransportFailure.None, null);
            }

            return new SessionResult(null, SmtpStage.StartTls, null, TransportFailure.Tls, "TLS is required, and the server does not offer STARTTLS.");
        }

        var (reply, failure, detail) = Failures.Explain(e, stage, timer.Reason, dialogue);
        if (stage == SmtpStage.StartTls && failure == TransportFailure.None && reply is not { Code: 421 })
        {
            (failure, detail) = (TransportFailure.Tls, $"The server refused STARTTLS: {reply}");
        }

        return new SessionResult(null, stage, reply, failure, detail);
    }

    private static SecureSocketOptions Options(TlsMode mode, RelayEndpoint? relay) => relay is { ImplicitTls: true }
        ? SecureSocketOptions.SslOnConnect
        : mode switch
        {
            TlsMode.Off => SecureSocketOptions.None,
            TlsMode.Required => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.StartTlsWhenAvailable,
        };
}
