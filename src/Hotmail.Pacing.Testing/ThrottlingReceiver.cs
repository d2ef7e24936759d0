using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Hotmail.Pacing.Testing.Protocol;

namespace Hotmail.Pacing.Testing;

/// <summary>
/// An SMTP receiver for tests: in-process, on a loopback port, with a cap on connections that can change while it runs, scripted answers, and its own
/// count of what it accepted, refused and had open at once. It delivers nothing. All members are safe for concurrent use.
/// </summary>
/// <remarks>
/// <para>A connection counts as open from its acceptance until either side closes it, and its place is free before the client can see the receiver close.
/// For the cap and for the greatest numbers, a client's close counts on Linux from the moment it happens, elsewhere from the moment the receiver reads it.</para>
/// <para>Memory grows with the number of different recipient addresses, and with <see cref="ThrottlingReceiverOptions.KeepMessages"/> with what is received; not with time.</para>
/// </remarks>
public sealed class ThrottlingReceiver : IAsyncDisposable
{
    private readonly ReceiverContext context;
    private readonly ReceiverListener listener;
    private readonly X509Certificate2 certificateWithKey;
    private readonly bool disposesCertificate;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int disposing;

    private ThrottlingReceiver(ThrottlingReceiverOptions options)
    {
        disposesCertificate = options.Certificate is null;
        certificateWithKey = options.Certificate ?? LoopbackCertificate.Create(options.CertificateName);
        Certificate = LoopbackCertificate.PublicPart(certificateWithKey);
        context = new ReceiverContext(options, certificateWithKey);
        context.Ledger.OnConnection = change => Raise(ConnectionChanged, change);
        context.Ledger.OnMessage = message => Raise(MessageAccepted, message);
        listener = new ReceiverListener(context);
    }

    /// <summary>A connection was accepted, was refused, or an accepted one ended. Raised on the receiver's threads: a handler must be quick, and two changes can be reported at once.</summary>
    public event EventHandler<ConnectionChange>? ConnectionChanged;

    /// <summary>A message was accepted; raised before the sender is told. Handlers as for <see cref="ConnectionChanged"/>.</summary>
    public event EventHandler<ReceivedMessage>? MessageAccepted;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => listener.EndPoint;

    /// <summary>The TCP port it listens on.</summary>
    public int Port => EndPoint.Port;

    /// <summary>The certificate it shows after STARTTLS, without its private key, so that a test can trust it. Disposed with the receiver.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The most connections open at once; null: no cap. Lowering it closes nothing that is open.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public int? ConnectionCap
    {
        get => context.Ledger.Cap;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(value));
            context.Ledger.Cap = value;
        }
    }

    /// <summary>A limit on how fast connections are opened; null: none.</summary>
    public OpenRate? OpenRate
    {
        get => context.Ledger.OpenRate;
        set => context.Ledger.OpenRate = value;
    }

    /// <summary>Where connections that come from now on are told that they are over a limit.</summary>
    public RefusalStage RefusalStage
    {
        get => context.Ledger.RefusalStage;
        set => context.Ledger.RefusalStage = value;
    }

    /// <summary>How long each message takes between its last byte and its answer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative time.</exception>
    public TimeSpan MessageDelay
    {
        get => context.MessageDelay;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            context.MessageDelay = value;
        }
    }

    /// <summary>
    /// Asked at each stage for which no rule of <see cref="When"/> matches: what to do, or null for the usual answer. Called on sessions' threads, concurrently.
    /// If it throws, the client gets 421 and the exception is in <see cref="Fault"/>.
    /// </summary>
    public Func<SmtpExchange, ScriptedAction?>? Handler
    {
        get => context.Script.Handler;
        set => context.Script.Handler = value;
    }

    /// <summary>What was counted up to now.</summary>
    public ReceiverStatistics Statistics => context.Ledger.Statistics();

    /// <summary>The accepted messages, in order, as they are now; empty unless <see cref="ThrottlingReceiverOptions.KeepMessages"/> is set.</summary>
    public IReadOnlyList<ReceivedMessage> Messages => context.Ledger.Messages();

    /// <summary>How often each recipient address was accepted up to now, compared without regard to case: no loss and no duplicate means 1 for each.</summary>
    public IReadOnlyDictionary<string, int> AcceptedRecipients => context.Ledger.AcceptedRecipients();

    /// <summary>The first exception thrown by a handler, a rule's condition, <see cref="ThrottlingReceiverOptions.Authenticate"/> or the receiver itself; null: none.</summary>
    public Exception? Fault => context.Fault;

    /// <summary>Starts a receiver.</summary>
    /// <param name="options">How; null: the defaults.</param>
    /// <returns>The receiver, listening. Dispose it to end it.</returns>
    /// <exception cref="ArgumentException">An address that isn't loopback, a refusal that isn't a reply, options that contradict each other.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number outside its range.</exception>
    /// <exception cref="SocketException">The port is taken, or the address is not on this machine.</exception>
    public static ThrottlingReceiver Start(ThrottlingReceiverOptions? options = null)
    {
        var receiver = new ThrottlingReceiver((options ?? new()).Checked());
        receiver.listener.Start();
        return receiver;
    }

    /// <summary>Begins a scripted answer; it is in force when its action is given.</summary>
    /// <param name="stage">Where it answers.</param>
    /// <returns>The rule.</returns>
    public ScriptRule When(Stage stage) =>
        Enum.IsDefined(stage) ? new(context.Script, stage) : throw new ArgumentOutOfRangeException(nameof(stage), stage, "Not a stage.");

    /// <summary>From now on answers 450 to the first attempts of each pair of sender and recipient.</summary>
    /// <param name="attempts">How many attempts of a pair are put off; 0 ends greylisting.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative number.</exception>
    public void Greylist(int attempts = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(attempts);
        context.Script.GreylistAttempts = attempts;
    }

    /// <summary>From now on answers RCPT TO with <c>550 5.1.1 No such mailbox</c> for an address.</summary>
    /// <param name="address">Compared without regard to case.</param>
    public void BadMailbox(string address) => context.Script.SetMailbox(address, Replies.NoMailbox);

    /// <summary>From now on answers RCPT TO with <c>452 4.2.2 Mailbox full</c> for an address.</summary>
    /// <param name="address">Compared without regard to case.</param>
    public void MailboxFull(string address) => context.Script.SetMailbox(address, Replies.MailboxFull);

    /// <summary>How often a recipient address was accepted up to now.</summary>
    /// <param name="recipient">Compared without regard to case.</param>
    /// <returns>The number of accepted messages it was a recipient of, repeats within one message included.</returns>
    public int CountOf(string recipient) => context.Ledger.AcceptedCountOf(recipient);

    /// <summary>Waits until the counts satisfy a condition, so that a test needs no sleep.</summary>
    /// <param name="predicate">Called now and after changes, on any thread.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The counts that satisfied it.</returns>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The receiver was disposed, and the condition doesn't hold.</exception>
    public Task<ReceiverStatistics> WaitForAsync(Func<ReceiverStatistics, bool> predicate, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(predicate);
        return context.Ledger.WaitForAsync(predicate, cancellationToken);
    }

    /// <summary>Stops listening, breaks all connections off, and waits until every session has ended. Counts and messages can still be read.</summary>
    /// <returns>A task that completes when nothing of the receiver runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposing, 1) != 0)
        {
            await ended.Task.ConfigureAwait(false);
            return;
        }

        await listener.DisposeAsync().ConfigureAwait(false);
        context.Ledger.Close();
        context.Dispose();
        Certificate.Dispose();
        if (disposesCertificate)
        {
            certificateWithKey.Dispose();
        }

        ended.SetResult();
    }

    private void Raise<T>(EventHandler<T>? handlers, T args)
    {
        try
        {
            handlers?.Invoke(this, args);
        }
        catch (Exception e)
        {
            context.Report(e);
        }
    }
}
