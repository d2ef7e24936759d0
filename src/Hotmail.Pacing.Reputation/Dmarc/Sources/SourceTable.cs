using System.Net;

namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>The sums of each source, up to a number of them; past it, of all others as one.</summary>
internal sealed class SourceTable(int maxSources, DomainPool domains)
{
    private readonly Dictionary<IPAddress, SourceEntry> _byAddress = [];
    private SourceEntry? _others;

    public void Add(in DmarcRecord record) => Of(record.SourceAddress).Add(record, domains);

    public void Add(SourceTable other)
    {
        foreach (var (address, entry) in other._byAddress)
        {
            Of(address).Add(entry, domains);
        }

        if (other._others is not null)
        {
            Of(null).Add(other._others, domains);
        }
    }

    public void Clear()
    {
        _byAddress.Clear();
        _others = null;
    }

    public IReadOnlyList<DmarcSource> ByMessages() =>
    [
        .. _byAddress.Select(source => new DmarcSource(source.Key, source.Value)).Concat(_others is null ? [] : [new DmarcSource(null, _others)])
            .OrderByDescending(source => source.Totals.Messages).ThenBy(source => source.Address?.ToString(), StringComparer.Ordinal),
    ];

    private SourceEntry Of(IPAddress? address)
    {
        if (address is null)
        {
            return _others ??= new SourceEntry();
        }

        if (!_byAddress.TryGetValue(address, out var entry))
        {
            if (_byAddress.Count >= maxSources)
            {
                return _others ??= new SourceEntry();
            }

            _byAddress.Add(address, entry = new SourceEntry());
        }

        return entry;
    }
}
