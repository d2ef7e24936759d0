using System.Text.Json;

namespace Hotmail.Pacing.Reputation.Spf.Flattening;

/// <summary>The records that say of each client what a domain's record said when it was read, with fewer lookups. Keep it: <see cref="CompareTo"/> tells when it is stale.</summary>
public sealed record SpfFlattenPlan
{
    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>
    /// The record that was flattened. It is what a later run starts from (<see cref="SpfFlattener.FlattenRecordAsync"/>): the domain itself has the flattened one by then.
    /// </summary>
    public required string Record { get; init; }

    /// <summary>What to publish: the domain's own record first, which includes the others, if any. Publish the others before it.</summary>
    public required IReadOnlyList<SpfFlattenedRecord> Records { get; init; }

    /// <summary>How many of the 10 lookups a client caused that no term matches.</summary>
    public required int LookupsBefore { get; init; }

    /// <summary>How many of those found nothing.</summary>
    public required int VoidLookupsBefore { get; init; }

    /// <summary>How many of the 10 lookups it will cause; never more than 10.</summary>
    public required int LookupsAfter { get; init; }

    /// <summary>How many of those will find nothing, whoever the client is.</summary>
    public required int VoidLookupsAfter { get; init; }

    /// <summary>The terms that could not be flattened, and why.</summary>
    public required IReadOnlyList<SpfKeptTerm> Kept { get; init; }

    /// <summary>The terms that were flattened, with the names that they were read from and what those gave.</summary>
    public required IReadOnlyList<SpfFlattenSender> Senders { get; init; }

    /// <summary>Whether nothing is null: JSON does not care.</summary>
    private bool IsWhole =>
        Domain is not null && Record is not null && Records is not null && Kept is not null && Senders is not null
        && Records.All(static record => record is { Name: not null, Text: not null })
        && Kept.All(static term => term is { Domain: not null, Term: not null, Reason: not null })
        && Senders.All(static sender => sender is { Term: not null, Sources: not null }
            && sender.Sources.All(static source => source is { Name: not null, Terms: not null } && source.Terms.All(static term => term is not null)));

    /// <summary>Reads what <see cref="ToJson"/> wrote. Null, with the reason, for anything else.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="error">Why it is no plan, with the place; null where it is one.</param>
    public static SpfFlattenPlan? FromJson(string json, out string? error)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            var plan = JsonSerializer.Deserialize(json, SpfFlattenJsonContext.Default.SpfFlattenPlan);
            error = plan is { IsWhole: true } ? null : "The JSON leaves out, or has as null, what a plan must have.";
            return error is null ? plan : null;
        }
        catch (JsonException e)
        {
            error = e.Message;
            return null;
        }
    }

    /// <summary>The plan as JSON, for a host to keep.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, SpfFlattenJsonContext.Default.SpfFlattenPlan);

    /// <summary>What has changed since an earlier plan of the same domain.</summary>
    /// <param name="earlier">The earlier plan, whose records are published.</param>
    public SpfFlattenChanges CompareTo(SpfFlattenPlan earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var before = earlier.Senders.ToLookup(static sender => sender.Term, TermsOf);
        var now = Senders.ToLookup(static sender => sender.Term, TermsOf);
        return new SpfFlattenChanges
        {
            IsStale = !Records.SequenceEqual(earlier.Records),
            Senders =
            [
                .. now.Concat(before).Select(static sender => sender.Key).Distinct()
                    .Select(term => new SpfSenderChange { Term = term, Added = Less(now[term], before[term]), Removed = Less(before[term], now[term]) })
                    .Where(static change => change.Added.Count + change.Removed.Count > 0),
            ],
        };
    }

    private static IEnumerable<string> TermsOf(SpfFlattenSender sender) => sender.Sources.SelectMany(static source => source.Terms);

    private static string[] Less(IEnumerable<IEnumerable<string>> terms, IEnumerable<IEnumerable<string>> others) =>
        [.. terms.SelectMany(static term => term).Except(others.SelectMany(static term => term)).Order(StringComparer.Ordinal)];
}
