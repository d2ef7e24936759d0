using System.Net;
using ARSoft.Tools.Net;
using ARSoft.Tools.Net.Dns;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Benchmarks.Spf;

/// <summary>The same answers for ARSoft's <see cref="ARSoft.Tools.Net.Spf.SpfValidator"/>.</summary>
internal sealed class ArsoftResolver : ARSoft.Tools.Net.Dns.IDnsResolver
{
    private readonly Dictionary<(DomainName Name, RecordType Type), List<DnsRecordBase>> _records = SpfZone.Records
        .GroupBy(static record => (DomainName.Parse(record.Name), ToType(record.Kind)))
        .ToDictionary(static records => records.Key, static records => records.Select(static record => ToRecord(DomainName.Parse(record.Name), record.Kind, record.Value)).ToList());

    public List<T> Resolve<T>(DomainName name, RecordType recordType = RecordType.A, RecordClass recordClass = RecordClass.INet)
        where T : DnsRecordBase => _records.TryGetValue((name, recordType), out var records) ? records.ConvertAll(static record => (T)record) : [];

    public Task<List<T>> ResolveAsync<T>(DomainName name, RecordType recordType = RecordType.A, RecordClass recordClass = RecordClass.INet, CancellationToken token = default)
        where T : DnsRecordBase => Task.FromResult(Resolve<T>(name, recordType, recordClass));

    public void ClearCache()
    {
        // There is nothing but the zone.
    }

    public void Dispose()
    {
        // Nothing is open.
    }

    private static RecordType ToType(DnsRecordKind kind) => kind switch
    {
        DnsRecordKind.A => RecordType.A,
        DnsRecordKind.Aaaa => RecordType.Aaaa,
        DnsRecordKind.Mx => RecordType.Mx,
        _ => RecordType.Txt,
    };

    private static DnsRecordBase ToRecord(DomainName name, DnsRecordKind kind, string value) => kind switch
    {
        DnsRecordKind.A => new ARecord(name, 300, IPAddress.Parse(value)),
        DnsRecordKind.Aaaa => new AaaaRecord(name, 300, IPAddress.Parse(value)),
        DnsRecordKind.Mx => new MxRecord(name, 300, 10, DomainName.Parse(value)),
        _ => new TxtRecord(name, 300, value),
    };
}
