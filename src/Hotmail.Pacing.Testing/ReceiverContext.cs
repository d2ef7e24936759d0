using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Hotmail.Pacing.Testing.Accounting;
using Hotmail.Pacing.Testing.Protocol;

namespace Hotmail.Pacing.Testing;

/// <summary>What all sessions of a receiver share.</summary>
internal sealed class ReceiverContext(ThrottlingReceiverOptions options, X509Certificate2 certificate) : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private Exception? fault;
    private long messageDelay = options.MessageDelay.Ticks;

    /// <summary>A copy that nobody changes.</summary>
    public ThrottlingReceiverOptions Options { get; } = options;

    public TimeProvider Time { get; } = options.TimeProvider;

    public ReceiverLedger Ledger { get; } = new(options);

    public ReceiverScript Script { get; } = new();

    /// <summary>Cancelled when the receiver is being disposed.</summary>
    public CancellationToken Stopping => stop.Token;

    public SslServerAuthenticationOptions Tls { get; } = new()
    {
        ServerCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true),
    };

    public ScriptedAction Banner { get; } = Replies.Banner(options);

    public ScriptedAction Helo { get; } = Replies.Helo(options);

    public ScriptedAction Ehlo { get; } = Replies.Ehlo(options, isTls: false);

    public ScriptedAction EhloUnderTls { get; } = Replies.Ehlo(options, isTls: true);

    public ScriptedAction Refusal { get; } =
        options.CloseAfterRefusal ? ScriptedAction.ReplyAndClose(options.Refusal) : ScriptedAction.Reply(options.Refusal);

    public TimeSpan MessageDelay
    {
        get => TimeSpan.FromTicks(Interlocked.Read(ref messageDelay));
        set => Interlocked.Exchange(ref messageDelay, value.Ticks);
    }

    /// <summary>The first exception that a script, an event handler or the receiver itself threw.</summary>
    public Exception? Fault => Volatile.Read(ref fault);

    public void Report(Exception exception) => Interlocked.CompareExchange(ref fault, exception, null);

    public void Stop() => stop.Cancel();

    public void Dispose() => stop.Dispose();
}
