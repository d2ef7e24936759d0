using System.Net;
using Hotmail.Pacing.Responses;
using MailKit;
using MailKit.Net.Smtp;
using MimeKit;

namespace Hotmail.Pacing.Transport;

/// <summary>An open session over a MailKit client.</summary>
internal sealed class MailKitSession : IMailSession
{
    /// <summary>How long QUIT may take: it is a courtesy.</summary>
    private static readonly TimeSpan s_quitLimit = TimeSpan.FromSeconds(2);

    private readonly SessionClient _client;
    private readonly SmtpDialogue _dialogue;
    private readonly WireStream _wire;
    private readonly StepTimer _timer;
    private readonly SmtpTimeouts _timeouts;
    private readonly Transaction _transaction;
    private StoredMessage? _sevenBit;
    private StoredMessage? _eightBit;
    private string? _senderText;
    private MailboxAddress? _sender;
    private bool _closing;
    private bool _transactionLeftOpen;

    public MailKitSession(SessionRequest request, SessionClient client, SmtpDialogue dialogue, WireStream wire, StepTimer timer)
    {
        Host = request.Host;
        EndPoint = request.EndPoint;
        IsSecure = client.IsSecure;
        _client = client;
        _dialogue = dialogue;
        _wire = wire;
        _timer = timer;
        _timeouts = request.Timeouts;
        _transaction = new Transaction(timer, request.Timeouts);
    }

    /// <inheritdoc/>
    public string Host { get; }

    /// <inheritdoc/>
    public IPEndPoint EndPoint { get; }

    /// <inheritdoc/>
    public bool IsSecure { get; }

    /// <inheritdoc/>
    public bool IsAlive => IsUsable && _wire.IsQuiet;

    private bool IsUsable => !_closing && !_transactionLeftOpen && _client.IsConnected && !_dialogue.IsOutOfStep && _timer.Reason == TransportFailure.None;

    /// <inheritdoc/>
    public async ValueTask<TransactionResult> SendAsync(TransactionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request.Sender);
        ArgumentNullException.ThrowIfNull(request.Recipients);
        ArgumentNullException.ThrowIfNull(request.Content);
        ArgumentOutOfRangeException.ThrowIfZero(request.Recipients.Count, nameof(request));
        var content = request.Content.Is8Bit && !_client.Has8BitMime ? request.Content.ToSevenBit() : request.Content;
        _transaction.Begin(request.Recipients, content, _client.HasUtf8);
        try
        {
            return !IsUsable
                ? Finish(SmtpStage.Mail, null, _timer.Reason == TransportFailure.None ? TransportFailure.Dropped : _timer.Reason, "The session is closed.")
                : Unsupported(request, content, out var sender) ?? await SendAsync(request, content, sender!, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _transaction.End();
        }
    }

    /// <inheritdoc/>
    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        if (_client.IsConnected && !_closing)
        {
            _closing = true;
            using var registration = OnCancel(cancellationToken);
            _timer.Start(s_quitLimit);
            try
            {
                await _client.DisconnectAsync(quit: true, CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // It was to be closed, and it is.
            }
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _closing = true;
        _timer.Dispose();
        _wire.Abort();
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<TransactionResult> SendAsync(
        TransactionRequest request, MessageContent content, MailboxAddress sender, CancellationToken cancellationToken)
    {
        var message = content.Is8Bit ? _eightBit ??= StoredMessage.EightBit() : _sevenBit ??= StoredMessage.SevenBit();
        using var registration = OnCancel(cancellationToken);
        _client.Transaction = _transaction;
        message.Hold(_transaction);
        _dialogue.BeginTransaction(request.SenderAccepted);
        _timer.Start(_timeouts.Command);
        try
        {
            var text = await _client.SendAsync(message.Format, message.Message, sender, _transaction.Mailboxes, CancellationToken.None).ConfigureAwait(false);
            _timer.Stop();
            return Finish(SmtpStage.EndOfData, Replies.Make((int)SmtpStatusCode.Ok, text, SmtpStage.EndOfData), TransportFailure.None, null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _timer.Stop();
            return Fail(e);
        }
        finally
        {
            message.Hold(null);
        }
    }

    private CancellationTokenRegistration OnCancel(CancellationToken cancellationToken) =>
        cancellationToken.UnsafeRegister(static state => ((StepTimer)state!).End(TransportFailure.Cancelled), _timer);

    /// <summary>What keeps the transaction from being begun at all.</summary>
    private TransactionResult? Unsupported(TransactionRequest request, MessageContent content, out MailboxAddress? sender)
    {
        sender = _sender;
        SmtpReply? problem = null;
        if (!string.Equals(_senderText, request.Sender, StringComparison.Ordinal) || sender is null)
        {
            sender = EnvelopeAddress.Create(request.Sender, _client.HasUtf8, SmtpStage.Mail, out problem);
            _sender = sender;
            _senderText = request.Sender;
        }

        if (content.Size > _client.SizeLimit)
        {
            problem = Replies.TooLarge(content.Size, _client.SizeLimit);
        }

        if (problem is not null)
        {
            return Finish(SmtpStage.Mail, problem, TransportFailure.Unsupported, problem.Text);
        }

        return _transaction.Mailboxes.Count == 0
            ? Finish(SmtpStage.Rcpt, _transaction.LastRefusal, TransportFailure.Unsupported, _transaction.LastRefusal!.Text)
            : null;
    }

    private TransactionResult Fail(Exception e)
    {
        if (_transaction.NobodyAccepted && e is SmtpCommandException)
        {
            return Finish(SmtpStage.Rcpt, _transaction.LastRefusal, TransportFailure.None, null);
        }

        if (e is ServiceNotAuthenticatedException && _transaction.Stage is SmtpStage.Rcpt or SmtpStage.Data)
        {
            // After a 530 MailKit neither goes on with the other recipients nor resets the transaction.
            _transactionLeftOpen = true;
            if (_transaction.Stage == SmtpStage.Rcpt)
            {
                _transaction.OnUnauthenticated(Replies.Make((int)SmtpStatusCode.AuthenticationRequired, e.Message, SmtpStage.Rcpt));
                return _transaction.AllRefused
                    ? Finish(SmtpStage.Rcpt, _transaction.LastRefusal, TransportFailure.None, null)
                    : Finish(SmtpStage.Rcpt, null, TransportFailure.Dropped, $"The transaction was given up after a recipient's refusal: {_transaction.LastRefusal}");
            }
        }

        var stage = e is SmtpCommandException refused ? StageOf(refused.ErrorCode) : _transaction.Stage;
        var (reply, failure, detail) = Failures.Explain(e, stage, _timer.Reason, _dialogue);
        if (reply is null && _transaction.Closing is { } closing && failure is TransportFailure.Dropped)
        {
            // 421 speaks for the whole session: those who were not asked any more are refused with it.
            return Finish(stage, closing, TransportFailure.None, null);
        }

        return Finish(stage, reply, failure, detail);
    }

    private static SmtpStage StageOf(SmtpErrorCode code) => code switch
    {
        SmtpErrorCode.SenderNotAccepted => SmtpStage.Mail,
        SmtpErrorCode.RecipientNotAccepted => SmtpStage.Rcpt,
        SmtpErrorCode.MessageNotAccepted => SmtpStage.EndOfData,
        _ => SmtpStage.Data,
    };

    private TransactionResult Finish(SmtpStage stage, SmtpReply? reply, TransportFailure failure, string? detail) => new()
    {
        Recipients = _transaction.Settle(stage, reply, failure),
        Stage = stage,
        Reply = reply,
        Failure = failure,
        Detail = detail,
        SessionUsable = IsUsable && reply is not { Code: 421 } && _transaction.Closing is null,
        OutcomeUnknown = _transaction.BodyWritten && !_wire.SendFailed && reply is not ({ Code: >= 200 and < 300 } or { Code: >= 400 }),
    };
}
