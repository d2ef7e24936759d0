using System.Net;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Benchmarks.Spf;

/// <summary>Answers from memory, for <see cref="Reputation.Spf.SpfEvaluator"/>.</summary>
internal sealed class CachedResolver : IDnsResolver
{
    private readonly Dictionary<DnsRecordKind, Dictionary<string, DnsAnswer>> _answers = SpfZone.Records.GroupBy(static record => record.Kind).ToDictionary(
        static kind => kind.Key,
        static kind => kind.GroupBy(static record => record.Name, static record => record.Value)
            .ToDictionary(static name => name.Key, name => ToAnswer(kind.Key, [.. name]), StringComparer.OrdinalIgnoreCase));

    public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
        ValueTask.FromResult(_answers.TryGetValue(kind, out var names) && names.TryGetValue(name, out var answer) ? answer : DnsAnswer.NoData);

    private static DnsAnswer ToAnswer(DnsRecordKind kind, string[] values) => new()
    {
        Status = DnsAnswerStatus.Found,
        Addresses = kind is DnsRecordKind.A or DnsRecordKind.Aaaa ? [.. values.Select(IPAddress.Parse)] : [],
        Names = kind == DnsRecordKind.Mx ? values : [],
        Texts = kind == DnsRecordKind.Txt ? values : [],
    };
}
