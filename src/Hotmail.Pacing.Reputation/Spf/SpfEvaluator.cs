using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf.Evaluation;
using Hotmail.Pacing.Reputation.Spf.Macros;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf;

/// <summary>
/// Says whether a client may send for a domain (RFC 7208, <c>check_host()</c>). Safe for use by several threads at once. Make one and keep it:
/// it remembers the records that it took apart. Answers are kept by the resolver, if at all.
/// </summary>
public sealed class SpfEvaluator
{
    private static readonly TimeSpan LongestTimeout = TimeSpan.FromDays(1);

    private readonly IDnsResolver _resolver;
    private readonly ParsedRecords _records = new();
    private readonly TimeProvider _time;
    private readonly int _voidLimit;
    private readonly int _lookupLimit = LookupCount.Limit;
    private readonly TimeSpan _timeout;
    private readonly string _receivingHost;

    /// <summary>Evaluates with the default options and the system's clock.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public SpfEvaluator(IDnsResolver resolver)
        : this(resolver, new SpfOptions(), TimeProvider.System)
    {
    }

    /// <summary>Evaluates.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">The limits, which are copied.</param>
    /// <param name="time">The clock: for the time-out, and for <c>%{t}</c> in explanations.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is negative, or the time-out is not positive or above a day.</exception>
    public SpfEvaluator(IDnsResolver resolver, SpfOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfNegative(options.VoidLookupLimit);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Timeout, LongestTimeout);
        (_resolver, _time) = (resolver, time);
        (_voidLimit, _timeout, _receivingHost) = (options.VoidLookupLimit, options.Timeout, options.ReceivingHost);
    }

    /// <summary>Evaluates with another limit than the 10 lookups of RFC 7208.</summary>
    internal SpfEvaluator(IDnsResolver resolver, SpfOptions options, TimeProvider time, int lookupLimit)
        : this(resolver, options, time) => _lookupLimit = lookupLimit;

    /// <summary>Evaluates. Whatever the client, the records and the DNS say is a result; a failure of the DNS is <see cref="SpfVerdict.TempError"/>.</summary>
    /// <param name="request">Who is checked.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<SpfResult> EvaluateAsync(SpfRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.ClientAddress);
        ArgumentNullException.ThrowIfNull(request.Helo);
        ArgumentNullException.ThrowIfNull(request.MailFrom);
        var (localPart, domain) = SenderAddress.From(request);
        if (SenderAddress.FindError(domain) is { } error)
        {
            return new SpfResult { Verdict = SpfVerdict.None, Reason = error, Domain = domain, RecordDomain = domain };
        }

        var subject = new SpfSubject
        {
            Client = Networks.Normalise(request.ClientAddress),
            Helo = request.Helo,
            LocalPart = localPart,
            SenderDomain = domain,
            ReceivingHost = _receivingHost,
            Time = _time.GetUtcNow(),
        };
        var count = new LookupCount(_voidLimit, _lookupLimit);
        using var timer = new CancellationTokenSource(_timeout, _time);
        using var both = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken) : null;
        var questions = new SpfQuestions(_resolver, subject, _records, both?.Token ?? timer.Token);
        try
        {
            var outcome = await new SpfCheck(questions, count).EvaluateAsync(domain).ConfigureAwait(false);
            return new SpfResult
            {
                Verdict = outcome.Verdict,
                Reason = outcome.Reason,
                Domain = domain,
                RecordDomain = outcome.Domain,
                Mechanism = outcome.Term,
                Position = outcome.Position,
                Explanation = outcome.Verdict == SpfVerdict.Fail ? await ExplainAsync(outcome, questions, cancellationToken).ConfigureAwait(false) : null,
                Lookups = count.Lookups,
                VoidLookups = count.VoidLookups,
            };
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SpfResult
            {
                Verdict = SpfVerdict.TempError,
                Reason = $"The evaluation took more than {_timeout.TotalSeconds:0.###} seconds.",
                Domain = domain,
                RecordDomain = domain,
                Lookups = count.Lookups,
                VoidLookups = count.VoidLookups,
            };
        }
    }

    /// <summary>The time may run out here too; the verdict stands without an explanation.</summary>
    private static async ValueTask<string?> ExplainAsync(SpfOutcome outcome, SpfQuestions questions, CancellationToken cancellationToken)
    {
        try
        {
            return await SpfExplanation.FindAsync(outcome, questions).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
