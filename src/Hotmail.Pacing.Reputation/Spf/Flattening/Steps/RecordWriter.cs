using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Spf.Evaluation;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>Writes a flow as records, each within its length and all within the lookups. Pure.</summary>
/// <param name="domain">Whose record it is.</param>
/// <param name="options">How long records may be, and how those below the domain are named.</param>
/// <param name="isTaken">Whether a name is one of those that the record was read from, so that it must stay as it is.</param>
internal sealed class RecordWriter(string domain, SpfFlattenOptions options, Func<string, bool> isTaken)
{
    private const string Start = "v=spf1";

    private const string End = " -all";

    private readonly List<SpfFlattenedRecord> _below = [];
    private int _number;

    /// <summary>The records, the domain's own first.</summary>
    /// <exception cref="FlattenException">They do not fit.</exception>
    public IReadOnlyList<SpfFlattenedRecord> Write(FlattenFlow flow, int keptLookups)
    {
        var texts = RecordPart.Make(flow).ConvertAll(Render);
        var end = (flow.Redirect is { } redirect ? $" {redirect.Text}" : flow.Default is { } rest ? $" {rest.ToSign()}all" : "")
            + (flow.Explanation is null ? "" : $" exp={flow.Explanation}");
        while (Join(texts, end).Length > options.MaxRecordLength)
        {
            // The longest part first: it makes room for the most others.
            var longest = texts.Where(static part => part.CanMove).MaxBy(static part => part.Terms.Sum(static term => term.Length + 1))
                ?? throw new FlattenException($"What must stay in the record of {domain} is longer than {options.MaxRecordLength} bytes.");
            texts[texts.IndexOf(longest)] = new PartText([.. MoveBelow(longest)], longest.Qualifier, CanMove: false);
            CheckLookups(keptLookups);
        }

        CheckLookups(keptLookups);
        return Check([new SpfFlattenedRecord { Name = domain, Text = Join(texts, end) }, .. _below]);
    }

    private static PartText Render(RecordPart part) => part.Kept is { } kept
        ? new PartText([part.Qualifier.ToSign() + kept.Text], part.Qualifier, CanMove: false)
        : new PartText([.. part.Set.ToNetworks().Select(network => part.Qualifier.ToSign() + network.Term)], part.Qualifier, CanMove: true);

    private static string Join(IEnumerable<PartText> parts, string end) => string.Concat(parts.SelectMany(static part => part.Terms).Select(static term => " " + term).Prepend(Start).Append(end));

    /// <summary>Whatever names and macros were put together: what comes out is a record.</summary>
    private static IReadOnlyList<SpfFlattenedRecord> Check(IReadOnlyList<SpfFlattenedRecord> records) =>
        records.FirstOrDefault(static record => !SpfRecord.Parse(record.Text).IsValid) is { } broken
            ? throw new FlattenException($"{broken.Text} would be no valid record: {SpfRecord.Parse(broken.Text).Errors[0].Reason}")
            : records;

    /// <summary>Writes networks as records below the domain, in which they pass; the terms that include those have the qualifier.</summary>
    private IEnumerable<string> MoveBelow(PartText part)
    {
        var sign = part.Qualifier.ToSign();
        var text = Start;
        foreach (var term in part.Terms.Select(term => " " + term[sign.Length..]))
        {
            if (text.Length + term.Length + End.Length > options.MaxRecordLength)
            {
                yield return $"{sign}include:{Publish(text)}";
                text = Start;
            }

            text += term;
        }

        yield return $"{sign}include:{Publish(text)}";
    }

    private string Publish(string text)
    {
        string name;
        do
        {
            name = $"{options.Prefix}{++_number}.{domain}";
        }
        while (isTaken(name));

        if (!DomainName.CanBeAsked(name))
        {
            throw new FlattenException($"The record must be split, and {name} is not a name that the DNS can be asked for.");
        }

        _below.Add(new SpfFlattenedRecord { Name = name, Text = text + End });
        return name;
    }

    private void CheckLookups(int keptLookups)
    {
        if (keptLookups + _below.Count > LookupCount.Limit)
        {
            throw new FlattenException(keptLookups > LookupCount.Limit
                ? $"The terms that must stay need {keptLookups} lookups by themselves; {LookupCount.Limit} are allowed."
                : $"The networks need {_below.Count} records of {options.MaxRecordLength} bytes, and the terms that must stay {keptLookups} lookups; together {LookupCount.Limit} are allowed.");
        }
    }

    private sealed record PartText(IReadOnlyList<string> Terms, SpfQualifier Qualifier, bool CanMove);
}
