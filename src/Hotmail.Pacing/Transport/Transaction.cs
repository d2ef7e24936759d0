using Hotmail.Pacing.Responses;
using MailKit.Net.Smtp;
using MimeKit;

namespace Hotmail.Pacing.Transport;

/// <summary>What is known of a transaction while it runs. A session uses one again and again.</summary>
internal sealed class Transaction(StepTimer timer, SmtpTimeouts timeouts)
{
    private static readonly SmtpReply s_passedOver = Replies.Make((int)SmtpStatusCode.AuthenticationRequired, null, SmtpStage.Rcpt);

    private readonly List<MailboxAddress> _mailboxes = [];
    private readonly List<SmtpReply?> _refusals = [];
    private readonly List<SmtpReply?> _unsendable = [];
    private readonly List<int> _places = [];
    private readonly Dictionary<string, int> _unique = new(StringComparer.OrdinalIgnoreCase);
    private IReadOnlyList<string> _recipients = [];
    private bool _senderAccepted;
    private bool _bodyStarted;
    private bool _accepted;
    private bool _passedOver;

    /// <summary>The message.</summary>
    public MessageContent Content { get; private set; } = null!;

    /// <summary>The recipients that the server is asked for: no address twice, as MailKit would have it.</summary>
    public IReadOnlyList<MailboxAddress> Mailboxes => _mailboxes;

    /// <summary>Whether the whole message was handed over: the server may have its end.</summary>
    public bool BodyWritten { get; private set; }

    /// <summary>Whether the server refused every recipient.</summary>
    public bool NobodyAccepted { get; private set; }

    /// <summary>Whether each recipient that the server was asked for has its refusal.</summary>
    public bool AllRefused => !_accepted && _refusals.Count == _mailboxes.Count;

    /// <summary>The last recipient's refusal, ours included.</summary>
    public SmtpReply? LastRefusal { get; private set; }

    /// <summary>A refusal that ends the session (421).</summary>
    public SmtpReply? Closing { get; private set; }

    /// <summary>The step whose answer is awaited.</summary>
    public SmtpStage Stage =>
        BodyWritten ? SmtpStage.EndOfData
        : _bodyStarted || (_accepted && !_passedOver && _refusals.Count == _mailboxes.Count) ? SmtpStage.Data
        : _senderAccepted ? SmtpStage.Rcpt
        : SmtpStage.Mail;

    /// <summary>Begins a transaction.</summary>
    public void Begin(IReadOnlyList<string> recipients, MessageContent content, bool hasUtf8)
    {
        End();
        _recipients = recipients;
        Content = content;
        _senderAccepted = _bodyStarted = _accepted = _passedOver = BodyWritten = NobodyAccepted = false;
        LastRefusal = Closing = null;
        for (var i = 0; i < recipients.Count; i++)
        {
            var mailbox = EnvelopeAddress.Create(recipients[i], hasUtf8, SmtpStage.Rcpt, out var problem);
            _unsendable.Add(problem);
            LastRefusal = problem ?? LastRefusal;
            var place = _mailboxes.Count;
            if (mailbox is not null && (recipients.Count == 1 || _unique.TryAdd(mailbox.Address, place)))
            {
                _mailboxes.Add(mailbox);
            }
            else if (mailbox is not null)
            {
                // The same address, if perhaps spelt otherwise (a domain in its other form).
                place = _unique[mailbox.Address];
            }

            _places.Add(place);
        }
    }

    /// <summary>Lets go of what belongs to the caller.</summary>
    public void End()
    {
        _mailboxes.Clear();
        _refusals.Clear();
        _unsendable.Clear();
        _places.Clear();
        _unique.Clear();
        _recipients = [];
        Content = null!;
    }

    /// <summary>MAIL was accepted.</summary>
    public void OnSenderAccepted() => _senderAccepted = true;

    /// <summary>A recipient was answered.</summary>
    /// <param name="mailbox">One of <see cref="Mailboxes"/>.</param>
    /// <param name="refusal"><see langword="null"/> when it was accepted.</param>
    public void OnRecipient(MailboxAddress mailbox, SmtpReply? refusal)
    {
        while (_refusals.Count < _mailboxes.Count - 1 && !ReferenceEquals(_mailboxes[_refusals.Count], mailbox))
        {
            _refusals.Add(s_passedOver);
            _passedOver = true;
        }

        _refusals.Add(refusal);
        _accepted |= refusal is null;
        LastRefusal = refusal ?? LastRefusal;
        Closing = refusal is { Code: 421 } ? refusal : Closing;
    }

    /// <summary>A recipient was answered with 530, at which MailKit gives the transaction up: before the next one, or with PIPELINING after all, passing over it.</summary>
    public void OnUnauthenticated(SmtpReply refusal)
    {
        if (!_passedOver)
        {
            _refusals.Add(refusal);
        }

        for (var i = 0; i < _refusals.Count; i++)
        {
            _refusals[i] = ReferenceEquals(_refusals[i], s_passedOver) ? refusal : _refusals[i];
        }

        LastRefusal = refusal;
    }

    /// <summary>All recipients were refused.</summary>
    public void OnNoRecipients() => NobodyAccepted = true;

    /// <summary>The server asked for the message.</summary>
    public void OnBodyStarted()
    {
        _bodyStarted = true;
        timer.Start(timeouts.Data);
    }

    /// <summary>The message was handed over; its end follows.</summary>
    public void OnBodyWritten() => BodyWritten = true;

    /// <summary>The recipients' outcomes, when the transaction ended thus.</summary>
    public RecipientOutcome[] Settle(SmtpStage stage, SmtpReply? reply, TransportFailure failure)
    {
        var outcomes = new RecipientOutcome[_recipients.Count];
        for (var i = 0; i < outcomes.Length; i++)
        {
            var place = _places[i];
            outcomes[i] =
                _unsendable[i] is { } problem ? new(_recipients[i], SmtpStage.Rcpt, problem, TransportFailure.Unsupported)
                : stage > SmtpStage.Mail && place < _refusals.Count && _refusals[place] is { } refusal ? new(_recipients[i], SmtpStage.Rcpt, refusal, TransportFailure.None)
                : new(_recipients[i], stage, reply, failure);
        }

        return outcomes;
    }
}
