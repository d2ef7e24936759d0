using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
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
    private readonly int _mostBytes;

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
        _time = time;
        _spf = new SpfEvaluator(resolver, options.Spf, time);
        _dkim = new DkimMessageVerifier(resolver, options.Dkim, time);
        _dmarc = new DmarcEvaluator(resolver, options.Dmarc);
        _bulkSender = new BulkSenderCheck(options.BulkSender);
        _mostBytes = Math.Max(options.BulkSender.MaxMessageBytes, options.Dkim.MaxMessageBytes);
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
        var raw = RawMessage.Parse(message);
        var spf = await EvaluateSpfAsync(raw, request, cancellationToken).ConfigureAwait(false);
        var dkim = await _dkim.VerifyAsync(message, cancellationToken).ConfigureAwait(false);
        var dmarc = await _dmarc.EvaluateAsync(
            new DmarcMessage
            {
                FromDomains = [.. raw.Values("From").SelectMany(FindDomains)],
                SpfVerdict = spf?.Verdict ?? SpfVerdict.None,
                SpfDomain = spf?.Domain ?? "",
                Signatures = [.. dkim.Signatures.Where(static signature => signature.Domain is not null).Select(static signature => new DmarcSignature(signature.Domain!, ToDmarc(signature.Verdict)))],
            },
            cancellationToken).ConfigureAwait(false);
        var authentication = Summarise(spf, dkim, dmarc);
        var context = new BulkMessageContext { Authentication = authentication, IsMarketing = request.IsMarketing, UsesSmtpUtf8 = request.UsesSmtpUtf8 };
        var bulk = _bulkSender.Check(message, context, _time.GetUtcNow());
        ReputationIssue[] issues = [.. bulk.Issues.Where(issue => !IsSaidBetter(issue, dkim)).Concat(dkim.Issues).OrderByDescending(static issue => issue.Severity)];
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

    private async ValueTask<SpfResult?> EvaluateSpfAsync(RawMessage message, MessageCheckRequest request, CancellationToken cancellationToken)
    {
        var sender = request.MailFrom ?? message.Value("Return-Path")?.Trim().TrimStart('<').TrimEnd('>');
        return request.ClientAddress is null || sender is null || (sender.Length == 0 && request.EhloName is null)
            ? null
            : await _spf.EvaluateAsync(
                new SpfRequest { ClientAddress = request.ClientAddress, Helo = request.EhloName ?? sender[(sender.LastIndexOf('@') + 1)..], MailFrom = sender }, cancellationToken).ConfigureAwait(false);
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
        DmarcPasses = dmarc.Verdict switch
        {
            DmarcVerdict.Pass => true,
            DmarcVerdict.TempError => null,
            DmarcVerdict.Fail when spf is null || spf.Verdict == SpfVerdict.TempError => null,
            _ => false,
        },
        DmarcReason = dmarc.Reason,
    };

    private static bool IsOpen(DkimMessageResult dkim) =>
        dkim.Issues.Any(static issue => issue.Severity == IssueSeverity.Unknown) || dkim.Signatures.Any(static signature => signature.Verdict == DkimVerdict.TempError);

    /// <summary>That DKIM does not pass is said by its own issue, with the reason.</summary>
    private static bool IsSaidBetter(ReputationIssue issue, DkimMessageResult dkim) =>
        issue.Definition == BulkSenderIssues.Dkim && dkim.Issues.Any(static other => other.Severity >= IssueSeverity.Error);

    private static IEnumerable<string> FindDomains(string field) =>
        InternetAddressList.TryParse(field, out var addresses) ? addresses.Mailboxes.Select(static mailbox => mailbox.Domain).Where(static domain => domain.Length > 0) : [];

    private static DmarcSignatureVerdict ToDmarc(DkimVerdict verdict) => verdict switch
    {
        DkimVerdict.Pass => DmarcSignatureVerdict.Pass,
        DkimVerdict.TempError => DmarcSignatureVerdict.TempError,
        _ => DmarcSignatureVerdict.Fail,
    };
}
