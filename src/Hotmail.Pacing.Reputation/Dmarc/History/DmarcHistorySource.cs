using System.Net;

namespace Hotmail.Pacing.Reputation.Dmarc.History;

/// <summary>A source of a history.</summary>
public sealed record DmarcHistorySource
{
    /// <summary>Its address; null for all that have no readable one.</summary>
    public required IPAddress? Address { get; init; }

    /// <summary>The first day that it was seen on, of the range.</summary>
    public required DateOnly FirstDay { get; init; }

    /// <summary>The last day that it was seen on, of the range.</summary>
    public required DateOnly LastDay { get; init; }

    /// <summary>The sums.</summary>
    public required DmarcTotals Totals { get; init; }
}
