using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>What was asked for one domain's DMARC record, and what the DNS said.</summary>
public sealed record DmarcLookup
{
    private const string Prefix = "_dmarc.";

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The name that was asked for: <c>_dmarc.</c> and the domain.</summary>
    public string Name => Prefix + Domain;

    /// <summary>What there is.</summary>
    public required DmarcLookupStatus Status { get; init; }

    /// <summary>The record; null unless there is exactly one.</summary>
    public DmarcPolicyRecord? Record { get; init; }

    /// <summary>Every text at the name, whether it is a DMARC record or not.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Why there is no answer; null unless <see cref="Status"/> is <see cref="DmarcLookupStatus.Failed"/>.</summary>
    public string? Failure { get; init; }

    /// <summary>What an answer means: texts that are no DMARC records do not count, and several records are none.</summary>
    internal static DmarcLookup From(string domain, DnsAnswer answer)
    {
        if (answer.Status == DnsAnswerStatus.Failed)
        {
            return new DmarcLookup { Domain = domain, Status = DmarcLookupStatus.Failed, Failure = $"No answer for {Prefix}{domain}. {answer.Reason}".TrimEnd() };
        }

        string[] records = [.. answer.Texts.Where(DmarcPolicyRecord.IsDmarc).Take(2)];
        return new DmarcLookup
        {
            Domain = domain,
            Status = records.Length switch { 0 => DmarcLookupStatus.None, 1 => DmarcLookupStatus.Found, _ => DmarcLookupStatus.Several },
            Record = records.Length == 1 ? DmarcPolicyRecord.Parse(records[0]) : null,
            Texts = answer.Texts,
        };
    }
}
