using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>Finds the SPF record among a domain's texts (RFC 7208 §4.4 to §4.6). Pure.</summary>
internal static class SpfRecordChoice
{
    /// <summary>Chooses the record. Null means that there is one to use; otherwise the domain's result.</summary>
    /// <param name="answer">What the DNS says of the domain's texts.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="parse">Takes the record apart.</param>
    /// <param name="record">The record.</param>
    public static SpfOutcome? Choose(DnsAnswer answer, string domain, Func<string, SpfRecord> parse, [NotNull] out SpfRecord? record)
    {
        record = Empty;
        if (answer.Status == DnsAnswerStatus.Failed)
        {
            return new SpfOutcome(SpfVerdict.TempError, domain, $"No answer for the record of {domain}. {answer.Reason}".TrimEnd());
        }

        string? found = null;
        foreach (var text in answer.Texts)
        {
            if (!SpfRecord.IsSpf(text))
            {
                continue;
            }

            if (found is not null)
            {
                return new SpfOutcome(SpfVerdict.PermError, domain, $"{domain} has more than one SPF record.");
            }

            found = text;
        }

        if (found is null)
        {
            var reason = answer.Status == DnsAnswerStatus.NoName ? $"There is no {domain}." : $"{domain} has no SPF record.";
            return new SpfOutcome(SpfVerdict.None, domain, reason);
        }

        record = parse(found);
        return record.IsValid ? null : new SpfOutcome(SpfVerdict.PermError, domain, $"In the record of {domain}: {record.Errors[0].Reason}")
        {
            Record = record,
            Position = record.Errors[0].Position,
        };
    }

    private static SpfRecord Empty { get; } = SpfRecord.Parse("v=spf1");
}
