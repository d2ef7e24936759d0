using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Checks.Guards;
using Hotmail.Pacing.Reputation.Dkim;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.RawMessages;
using Hotmail.Pacing.Reputation.Spf;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>
/// Checks a message as a receiver does: SPF, the DKIM signatures, DMARC, and what Microsoft, Google and Yahoo ask of bulk senders. Safe for use by several threads at once.
/// </summary>
public sealed class MessageCheck
{
    private readonly TimeProvider _time;
    private readonly SpfEvaluator _spf;
    private readonly DkimMessageVerifier _dkim;
    private readonly DmarcEvaluator _dmarc;
    private readonly BulkSenderCheck _bulkSender;
    private readonly CheckDeadline _deadline;
    private readonly int _mostBytes;
    private readonly int _mostSignedBytes;

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">How, which is copied.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of its range.</exception>
    public MessageCheck(IDnsResolver resolver, SenderReputationOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.TimeLimit, TimeSpan.Zero);
        (_time, _deadline) = (time, new CheckDeadline(options.TimeLimit, time));
        var guarded = new GuardedResolver(resolver, _deadline);
        _spf = new SpfEvaluator(guarded, options.Spf, time);
        _dkim = new DkimMessageVerifier(guarded, options.Dkim, time);
        _dmarc = new DmarcEvaluator(guarded, options.Dmarc);
        _bulkSender = new BulkSenderCheck(options.BulkSender);

        _mostSignedBytes = options.Dkim.MaxMessageBytes;
        _mostBytes = Math.Max(options.BulkSender.MaxMessageBytes, _mostSignedBytes);
    }

    /// <summary>Checks a message that is read from a stream, no further than the limits of the options need.</summary>
    /// <param name="message">The stream; it is left open.</param>
    /// <param name="request">What the message does not say.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    public async ValueTask<MessageReport> CheckAsync(Stream message, MessageCheckRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var bytes = await MessageBytes.ReadAsync(message, _mostBytes, cancellationToken).ConfigureAwait(false);
        return await CheckAsync(bytes, request, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Checks a message. Whatever its bytes are, and whatever the DNS says, is in the report; what the DNS does not answer is neither a pass nor a failure.</summary>
    /// <param name="message">The message's bytes as they leave: signed, with all their fields.</param>
    /// <param name="request">What the message does not say.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<MessageReport> CheckAsync(ReadOnlyMemory<byte> message, MessageCheckRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var limit = _deadline.Begin();
        var raw = RawMessage.Parse(message);
        var sender = (request.MailFrom ?? raw.Value("Return-Path")) is { } path ? EnvelopeSender.Parse(path) : null;
        var spf = await EvaluateSpfAsync(sender, request, cancellationToken).ConfigureAwait(false);
        var dkim = message.Length <= _mostSignedBytes ? await _dkim.VerifyAsync(message, cancellationToken).ConfigureAwait(false) : new DkimMessageResult
        {
            Issues = [DkimIssues.NotChecked.On("message", $"The message is longer than {_mostSignedBytes} bytes; its signatures were not checked.")],
        };
        var dmarc = await EvaluateDmarcAsync(raw, spf, spf?.Domain ?? DomainOf(sender, request), dkim, cancellationToken).ConfigureAwait(false);
        var authentication = Summarise(spf, dkim, dmarc);
        var context = new BulkMessageContext { Authentication = authentication, IsMarketing = request.IsMarketing, UsesSmtpUtf8 = request.UsesSmtpUtf8 };
        var bulk = _bulkSender.Check(message, context, _time.GetUtcNow());
        ReputationIssue[] issues =
        [
            .. bulk.Issues.Where(issue => !IsSaidBetter(issue, dkim, dmarc)).Select(issue => MessageFixes.Apply(issue, request.ClientAddress, spf, dmarc))
                .Concat(dkim.Issues).OrderByDescending(static issue => issue.Severity),
        ];
        return new MessageReport
        {
            FromDomain = bulk.FromDomain,
            Size = bulk.Size,
            Spf = spf,
            Dkim = dkim,
            Dmarc = dmarc,
            Authentication = authentication,
            Issues = issues,
            Score = ReputationScore.Of(issues),
        };
    }

    private async ValueTask<SpfResult?> EvaluateSpfAsync(string? sender, MessageCheckRequest request, CancellationToken cancellationToken) =>
        request.ClientAddress is null || !AddressScope.IsPublic(request.ClientAddress) || DomainOf(sender, request) is not { Length: > 0 } domain
            ? null
            : await _spf.EvaluateAsync(new SpfRequest { ClientAddress = request.ClientAddress, Helo = request.EhloName ?? domain, MailFrom = sender! }, cancellationToken).ConfigureAwait(false);

    /// <summary>The domain that SPF is asked of; empty where it is not known.</summary>
    private static string DomainOf(string? sender, MessageCheckRequest request) =>
        sender is null ? "" : sender.Length == 0 ? request.EhloName ?? "" : sender[(sender.LastIndexOf('@') + 1)..];

    private async ValueTask<DmarcResult> EvaluateDmarcAsync(RawMessage message, SpfResult? spf, string spfDomain, DkimMessageResult dkim, CancellationToken cancellationToken)
    {
        string[] fields = [.. message.Values("From")];
        if (fields.Length > 1)
        {
            return new DmarcResult { Verdict = DmarcVerdict.PermError, Reason = $"The message has {fields.Length} From fields, so that DMARC cannot be checked; receivers refuse such mail." };
        }

        var result = await _dmarc.EvaluateAsync(
            new DmarcMessage
            {
                FromDomains = [.. fields.SelectMany(FindDomains)],

                // What was not evaluated may pass as well as fail, as far as is known.
                SpfVerdict = spf?.Verdict ?? SpfVerdict.TempError,
                SpfDomain = spfDomain,
                Signatures = [.. dkim.Signatures.Where(static signature => signature.Domain is not null).Select(static signature => new DmarcSignature(signature.Domain!, ToDmarc(signature.Verdict)))],
            },
            cancellationToken).ConfigureAwait(false);
        var missing = spfDomain.Length == 0 ? "the envelope sender is not known, and so neither is whether SPF passes for the From domain"
            : dkim.Issues.Any(static issue => issue.Definition == DkimIssues.NotChecked) ? "not all DKIM signatures were checked"
            : null;
        return result.Verdict == DmarcVerdict.Fail && missing is not null
            ? result with { Verdict = DmarcVerdict.TempError, Disposition = DmarcPolicy.None, Reason = $"Whether the message passes DMARC cannot be said: {missing}." }
            : result;
    }

    /// <summary>What is known. A failure for want of an answer, or of what only the sending host knows, is not.</summary>
    private static AuthenticationSummary Summarise(SpfResult? spf, DkimMessageResult dkim, DmarcResult dmarc) => new()
    {
        SpfPasses = spf?.Verdict switch
        {
            null or SpfVerdict.TempError => null,
            var verdict => verdict == SpfVerdict.Pass,
        },
        SpfReason = spf?.Reason,
        DkimPasses = dkim.Passes ? true : IsOpen(dkim) ? null : false,
        DmarcPasses = dmarc.Verdict == DmarcVerdict.TempError ? null : dmarc.Verdict == DmarcVerdict.Pass,
        DmarcReason = dmarc.Reason,
    };

    private static bool IsOpen(DkimMessageResult dkim) =>
        dkim.Issues.Any(static issue => issue.Severity == IssueSeverity.Unknown) || dkim.Signatures.Any(static signature => signature.Verdict == DkimVerdict.TempError);

    /// <summary>That DKIM does not pass is said by its own issue, with the reason; and that there is nothing that DMARC could be asked of, by those of the From field.</summary>
    private static bool IsSaidBetter(ReputationIssue issue, DkimMessageResult dkim, DmarcResult dmarc) =>
        (issue.Definition == BulkSenderIssues.Dkim && dkim.Issues.Any(static other => other.Definition == DkimIssues.NoSignature || other.Definition == DkimIssues.NonePasses))
        || (issue.Definition == BulkSenderIssues.Dmarc && dmarc is { Verdict: DmarcVerdict.PermError, Discovery: null });

    private static IEnumerable<string> FindDomains(string field) =>
        InternetAddressList.TryParse(field, out var addresses) ? addresses.Mailboxes.Select(static mailbox => mailbox.Domain).Where(static domain => domain.Length > 0) : [];

    private static DmarcSignatureVerdict ToDmarc(DkimVerdict verdict) => verdict switch
    {
        DkimVerdict.Pass => DmarcSignatureVerdict.Pass,
        DkimVerdict.TempError => DmarcSignatureVerdict.TempError,
        _ => DmarcSignatureVerdict.Fail,
    };
}
