using System.Net;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>
/// Receivers in memory that answer as a list of fates says: by the number of the connection on its path, of the message on its connection, and by the recipient.
/// It finds their hosts as well: <c>mx.group</c> for each domain.
/// </summary>
internal sealed class ErraticTransport(RunLedger ledger, byte[] fates, IReadOnlyDictionary<string, string> groupsByDomain, Func<string, int> capOfGroup)
    : IMailTransport, IMailExchangerResolver
{
    private const string TooManyConnections = "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)";

    private volatile TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isGood;

    /// <summary>Whether the receivers take everything.</summary>
    public bool IsGood
    {
        get => _isGood;
        set => _isGood = value;
    }

    /// <summary>Lets go on what is held at this moment.</summary>
    public void Release() => Interlocked.Exchange(ref _released, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new MailExchangerAnswer(MailExchangerStatus.Found, [new MailExchanger($"mx.{groupsByDomain[domain]}", 10)]));

    public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new HostAddresses([IPAddress.Loopback]));

    public async ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var path = new EgressPath(request.Source.Name, request.Host["mx.".Length..]);
        var number = ledger.Opening(path);
        await Task.Yield();
        var result = Fate(number, 0) switch
        {
            9 => Refused(SmtpStage.Banner, TooManyConnections),
            10 => Failed(SmtpStage.Banner, TransportFailure.Dropped),
            11 => Failed(SmtpStage.Connect, TransportFailure.ConnectFailed),
            12 => Refused(SmtpStage.Banner, "554 5.7.1 No service for you"),
            13 => Refused(SmtpStage.Ehlo, "421 4.3.2 Going down"),
            14 => null,
            15 when !await HoldAsync(cancellationToken) => Failed(SmtpStage.Connect, TransportFailure.Cancelled),
            _ => new SessionResult(new Session(this, path, number, request), SmtpStage.Ehlo, null, TransportFailure.None, null),
        };
        ledger.OpeningEnded(path, isOpen: result?.Session is not null);
        return result ?? throw new IOException("The transport broke its word not to throw.");
    }

    private static SessionResult Refused(SmtpStage stage, string reply) => new(null, stage, SmtpReply.Parse(reply, stage), TransportFailure.None, null);

    private static SessionResult Failed(SmtpStage stage, TransportFailure failure) => new(null, stage, null, failure, null);

    private static TransactionResult Everybody(IReadOnlyList<string> recipients, SmtpStage stage, string? reply, TransportFailure failure = TransportFailure.None)
    {
        var parsed = reply is null ? null : SmtpReply.Parse(reply, stage);
        return new TransactionResult
        {
            Recipients = [.. recipients.Select(recipient => new RecipientOutcome(recipient, stage, parsed, failure))],
            Stage = stage,
            Reply = parsed,
            Failure = failure,
            SessionUsable = failure == TransportFailure.None && parsed is not { Code: 421 },
            OutcomeUnknown = failure != TransportFailure.None && stage == SmtpStage.EndOfData,
        };
    }

    private int Fate(int number, int salt) => IsGood ? 0 : fates[(number + (salt * 7)) % fates.Length] % 16;

    private async ValueTask<bool> HoldAsync(CancellationToken cancellationToken)
    {
        ledger.Holding(begins: true);
        await _released.Task.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ledger.Holding(begins: false);
        return !cancellationToken.IsCancellationRequested;
    }

    private async ValueTask<TransactionResult?> AnswerAsync(int fate, int number, IReadOnlyList<string> recipients, CancellationToken cancellationToken) => fate switch
    {
        7 => Everybody(recipients, SmtpStage.Mail, "421 4.4.2 Enough for one connection"),
        8 => Everybody(recipients, SmtpStage.Mail, TooManyConnections),
        9 => Everybody(recipients, SmtpStage.Mail, "451 4.7.1 Greylisted, try again later"),
        10 => Everybody(recipients, SmtpStage.Data, null, TransportFailure.Dropped),
        11 => Everybody(recipients, SmtpStage.EndOfData, null, TransportFailure.Dropped),
        12 => Everybody(recipients, SmtpStage.EndOfData, "452 4.3.1 Out of room"),
        13 => Everybody(recipients, SmtpStage.EndOfData, "550 5.7.1 Not this text"),
        14 => null,
        15 when !await HoldAsync(cancellationToken) => Everybody(recipients, SmtpStage.Data, null, TransportFailure.Cancelled),
        _ => OneByOne(number, recipients),
    };

    private TransactionResult OneByOne(int number, IReadOnlyList<string> recipients)
    {
        var outcomes = recipients.Select((recipient, index) => Fate(number, index + 2) switch
        {
            6 or 9 => new RecipientOutcome(recipient, SmtpStage.Rcpt, SmtpReply.Parse("450 4.2.1 Later", SmtpStage.Rcpt), TransportFailure.None),
            7 or 10 => new RecipientOutcome(recipient, SmtpStage.Rcpt, SmtpReply.Parse("550 5.1.1 Nobody", SmtpStage.Rcpt), TransportFailure.None),
            _ => new RecipientOutcome(recipient, SmtpStage.EndOfData, SmtpReply.Parse("250 2.0.0 Taken", SmtpStage.EndOfData), TransportFailure.None),
        }).ToArray();
        var last = outcomes.FirstOrDefault(static outcome => outcome.IsDelivered, outcomes[^1]);
        return new TransactionResult { Recipients = outcomes, Stage = last.Stage, Reply = last.Reply, SessionUsable = true };
    }

    private sealed class Session(ErraticTransport transport, EgressPath path, int number, SessionRequest request) : IMailSession
    {
        private readonly RunLedger _ledger = transport.Ledger;
        private int _messages;
        private int _closed;
        private int _disposed;

        public string Host => request.Host;

        public IPEndPoint EndPoint => request.EndPoint;

        public bool IsSecure => false;

        public bool IsAlive => transport.Fate(number, _messages + 3) != 12;

        public async ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken)
        {
            string[] recipients = [.. request.Recipients];
            _ledger.TransactionBegun(path, ++_messages, transport.Cap(path.Group), recipients);
            await Task.Yield();
            var fate = transport.Fate(number, _messages);
            if (fate is not (7 or 8 or 9 or 14))
            {
                request.SenderAccepted?.Invoke();
            }

            var result = await transport.AnswerAsync(fate, number + _messages, recipients, cancellationToken);
            _ledger.TransactionEnded(recipients, result?.Recipients.Where(static outcome => outcome.IsDelivered).Select(static outcome => outcome.Address) ?? []);
            return result ?? throw new IOException("The session broke its word not to throw.");
        }

        public ValueTask CloseAsync(CancellationToken cancellationToken)
        {
            if (Interlocked.Exchange(ref _closed, 1) == 0)
            {
                _ledger.Closed(path);
            }

            return ValueTask.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            await CloseAsync(CancellationToken.None);
            if (Interlocked.Exchange(ref _disposed, 1) == 0)
            {
                _ledger.Disposed(path);
            }
        }
    }

    private RunLedger Ledger => ledger;

    private int Cap(string group) => capOfGroup(group);
}
