namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>What is summed of a source.</summary>
internal sealed class SourceEntry
{
    private DomainVote _headerFrom;
    private DomainVote _spf;
    private DomainVote _dkim;
    private DomainVote _misalignedSpf;
    private DomainVote _misalignedDkim;

    public DmarcTotals Totals { get; } = new();

    public DomainVote HeaderFrom => _headerFrom;

    public DomainVote Spf => _spf;

    public DomainVote Dkim => _dkim;

    public DomainVote MisalignedSpf => _misalignedSpf;

    public DomainVote MisalignedDkim => _misalignedDkim;

    public void Add(in DmarcRecord record, DomainPool pool)
    {
        Totals.Add(record);
        _headerFrom.Add(record.HeaderFrom, record.Messages, pool);
        if (record.SpfPassed)
        {
            _spf.Add(record.SpfDomain, record.Messages, pool);
            _misalignedSpf.Add(record.DmarcPassed ? null : record.SpfDomain, record.Messages, pool);
        }

        if (record.DkimPassed)
        {
            _dkim.Add(record.DkimDomain, record.Messages, pool);
            _misalignedDkim.Add(record.DmarcPassed ? null : record.DkimDomain, record.Messages, pool);
        }
    }

    public void Add(SourceEntry other, DomainPool pool)
    {
        Totals.Add(other.Totals);
        _headerFrom.Add(other._headerFrom, pool);
        _spf.Add(other._spf, pool);
        _dkim.Add(other._dkim, pool);
        _misalignedSpf.Add(other._misalignedSpf, pool);
        _misalignedDkim.Add(other._misalignedDkim, pool);
    }
}
