using System.Net;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>What is known of an address on a day.</summary>
public sealed class ComplaintDay
{
    internal ComplaintDay(IPAddress address, DateOnly date) => (Address, Date) = (address, date);

    /// <summary>The address.</summary>
    public IPAddress Address { get; }

    /// <summary>The day: for complaints, in UTC, the one on which the message arrived; for <see cref="Snds"/>, the one that Microsoft counts it for, by the clock of the US Pacific coast.</summary>
    public DateOnly Date { get; }

    /// <summary>How many complaints came.</summary>
    public long Complaints { get; internal set; }

    /// <summary>What SNDS tells, or null; where it was given more than once, the last.</summary>
    public SndsDay? Snds { get; internal set; }
}
