using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Spf.Evaluation;
using Hotmail.Pacing.Reputation.Spf.Flattening.Steps;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>
/// Rewrites a domain's record so that it says the same of each client with as few lookups as it can: <c>a</c>, <c>mx</c>, <c>include</c> and <c>redirect</c> become the networks that they lead to.
/// What depends on the message stays: <c>exists</c>, <c>ptr</c>, and names with macros other than <c>%{d}</c>. Bounded: 500 questions to the DNS, 100 terms that need lookups, 2,000 networks read and 5,000 written.
/// Safe for use by several threads at once.
/// </summary>
public sealed class SpfFlattener
{
    // A record of more is nothing that an answer over UDP holds, whatever its size; one of less cannot hold an include.
    private const int MostLength = 4_000;

    private const int LeastLength = 100;

    private readonly IDnsResolver _resolver;
    private readonly SpfFlattenOptions _options;

    /// <summary>Flattens with the default options.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public SpfFlattener(IDnsResolver resolver)
        : this(resolver, new SpfFlattenOptions())
    {
    }

    /// <summary>Flattens.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">How records are written. They are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is less than 100 or more than 4,000.</exception>
    /// <exception cref="ArgumentException">No name can begin with the prefix: it is empty, or holds other than letters, digits, '-', '_' and inner dots.</exception>
    public SpfFlattener(IDnsResolver resolver, SpfFlattenOptions options)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxRecordLength, LeastLength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.MaxRecordLength, MostLength);
        if (!DomainName.CanBeAsked(options.Prefix + "1") || !options.Prefix.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            throw new ArgumentException($"\"{options.Prefix}\" cannot begin a name.", nameof(options));
        }

        _resolver = resolver;
        _options = new SpfFlattenOptions { MaxRecordLength = options.MaxRecordLength, Prefix = options.Prefix };
    }

    /// <summary>Flattens the record that a domain has.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The plan, or why there is none: the DNS failed, a record is missing or wrong, or what is left does not fit.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<SpfFlattenResult> FlattenAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return FlattenAnyAsync(domain, null, cancellationToken);
    }

    /// <summary>Flattens a record that a domain does not have, or no more: one that is about to be published, or that of an earlier plan, whose result has taken its place.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The plan, or why there is none.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<SpfFlattenResult> FlattenRecordAsync(string domain, string record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(record);
        return FlattenAnyAsync(domain, record, cancellationToken);
    }

    private async ValueTask<SpfFlattenResult> FlattenAnyAsync(string domain, string? text, CancellationToken cancellationToken)
    {
        var name = DomainName.ToAscii(domain);
        if (SenderAddress.FindError(name) is { } error)
        {
            return new SpfFlattenResult { Reason = error };
        }

        try
        {
            return new SpfFlattenResult { Plan = await PlanAsync(name, text, new FlattenQuestions(_resolver, cancellationToken)).ConfigureAwait(false) };
        }
        catch (FlattenException e)
        {
            return new SpfFlattenResult { Reason = e.Message, IsTemporary = e.IsTemporary };
        }
    }

    private async ValueTask<SpfFlattenPlan> PlanAsync(string domain, string? text, FlattenQuestions questions)
    {
        var walk = new FlattenWalk(questions, domain);
        var record = text is null ? await walk.ReadRecordAsync(domain).ConfigureAwait(false) : SpfRecord.Parse(text);
        if (!record.IsValid)
        {
            throw new FlattenException($"In the record: {record.Errors[0].Reason}");
        }

        var flow = await walk.FollowAsync(record, domain).ConfigureAwait(false);
        List<KeptClause> kept = [.. flow.Clauses.OfType<KeptClause>(), .. flow.Redirect is { } redirect ? [redirect] : Array.Empty<KeptClause>()];
        var keptLookups = kept.Sum(static clause => clause.Lookups);
        var records = new RecordWriter(domain, _options, questions.HasAsked).Write(flow, keptLookups);
        return new SpfFlattenPlan
        {
            Domain = domain,
            Record = record.Text,
            Records = records,
            LookupsBefore = flow.Lookups,
            VoidLookupsBefore = flow.VoidLookups,
            LookupsAfter = keptLookups + records.Count - 1,
            VoidLookupsAfter = kept.Sum(static clause => clause.VoidLookups),
            Kept = [.. kept.Select(static clause => new SpfKeptTerm { Domain = clause.Domain, Term = clause.Text, Reason = clause.Reason, Lookups = clause.Lookups })],
            Senders = walk.Senders,
        };
    }
}
