using System.Net;

namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>A source of messages, over all reports.</summary>
public sealed class DmarcSource
{
    internal DmarcSource(IPAddress? address, DmarcTotals totals)
    {
        Address = address;
        Totals = totals;
    }

    /// <summary>
    /// Its address, or null for all that has no readable one together with all the sources past <see cref="DmarcReportSummary.MaxSources"/>.
    /// </summary>
    public IPAddress? Address { get; }

    /// <summary>The sums of its records.</summary>
    public DmarcTotals Totals { get; }
}
