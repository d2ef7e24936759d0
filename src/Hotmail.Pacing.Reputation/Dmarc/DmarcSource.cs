using System.Net;
using Hotmail.Pacing.Reputation.Dmarc.Sources;

namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>A source of messages, over all reports.</summary>
public sealed class DmarcSource
{
    internal DmarcSource(IPAddress? address, SourceEntry entry)
    {
        Address = address;
        Totals = entry.Totals;
        HeaderFrom = entry.HeaderFrom.Domain;
        SpfDomain = entry.Spf.Domain;
        DkimDomain = entry.Dkim.Domain;
        MisalignedSpfDomain = entry.MisalignedSpf.Domain;
        MisalignedDkimDomain = entry.MisalignedDkim.Domain;
    }

    /// <summary>
    /// Its address, or null for all that has no readable one together with all the sources past <see cref="DmarcReportSummary.MaxSources"/>.
    /// </summary>
    public IPAddress? Address { get; }

    /// <summary>The sums of its records.</summary>
    public DmarcTotals Totals { get; }

    /// <summary>The domain of the From header of more than half of the messages, where there is one; else of many of them. In lower case; null where no report has a usable one.</summary>
    public string? HeaderFrom { get; }

    /// <summary>The same for the domain for which SPF passed.</summary>
    public string? SpfDomain { get; }

    /// <summary>The same for the domain whose DKIM signature passed.</summary>
    public string? DkimDomain { get; }

    /// <summary>The same for the domain for which SPF passed, of the messages that failed DMARC.</summary>
    public string? MisalignedSpfDomain { get; }

    /// <summary>The same for the domain whose DKIM signature passed, of the messages that failed DMARC.</summary>
    public string? MisalignedDkimDomain { get; }
}
