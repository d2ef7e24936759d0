using System.Collections.Concurrent;
using System.Net;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>A host's own gate: the shipped one, which counts the leases.</summary>
internal sealed class CountingGate(TimeProvider time) : IConnectionGate
{
    private readonly InProcessConnectionGate _gate = new(time);
    private int _leases;

    public int Leases => Volatile.Read(ref _leases);

    public ValueTask SetCeilingAsync(EgressPath path, int ceiling, CancellationToken cancellationToken) => _gate.SetCeilingAsync(path, ceiling, cancellationToken);

    public ValueTask<ConnectionLease> AcquireAsync(EgressPath path, CancellationToken cancellationToken) => Counted(_gate.AcquireAsync(path, cancellationToken));

    public ValueTask<ConnectionLease> TryAcquireAsync(EgressPath path, CancellationToken cancellationToken) => Counted(_gate.TryAcquireAsync(path, cancellationToken));

    public GateStatistics GetStatistics(EgressPath path) => _gate.GetStatistics(path);

    private ValueTask<ConnectionLease> Counted(ValueTask<ConnectionLease> lease)
    {
        Interlocked.Increment(ref _leases);
        return lease;
    }
}

/// <summary>A host's own scheduler: every retry is at one instant.</summary>
internal sealed class NewYearScheduler : IRetryScheduler
{
    public static readonly DateTimeOffset NewYear = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public RetryDecision Decide(in RetryContext context, Random random) => new(false, NewYear);
}

/// <summary>A host's own classifier: every refusal is for good, for the content.</summary>
internal sealed class SternClassifier : IReplyClassifier
{
    public Classification Classify(SmtpReply reply, string? provider) => new(ReplyClass.ContentRejected, Permanence.Permanent, "stern");
}

/// <summary>A host's own resolver: every domain is looked up in vain.</summary>
internal sealed class VainResolver : IMailExchangerResolver
{
    public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken) =>
        new(new MailExchangerAnswer(MailExchangerStatus.NoSuchDomain, []));

    public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) => throw new NotSupportedException();
}

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

/// <summary>Notes who was settled.</summary>
internal abstract class NotingObserver : IDeliveryObserver
{
    private readonly ConcurrentQueue<string> _settled = new();

    public IEnumerable<string> Settled => _settled;

    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
    {
        _settled.Enqueue(settled.Recipient.Address);
        return ValueTask.CompletedTask;
    }

    public ValueTask OnPhaseChangedAsync(PathChange change, CancellationToken cancellationToken) => ValueTask.CompletedTask;
}

internal sealed class FirstObserver : NotingObserver;

internal sealed class SecondObserver : NotingObserver;
