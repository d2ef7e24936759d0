namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>Which blocklists are asked, and how.</summary>
public sealed class BlocklistOptions
{
    /// <summary>The lists. <see cref="KnownBlocklists"/> has ready ones; each has its terms of use.</summary>
    /// <value>Empty: none is asked.</value>
    public IList<Blocklist> Lists { get; } = [];

    /// <summary>How many lists are asked at the same time in one check.</summary>
    /// <value>4.</value>
    public int MaxParallelLists { get; set; } = 4;

    /// <summary>For how long a list that knows its test points is believed. One that does not is tested again after 5 minutes.</summary>
    /// <value>6 hours.</value>
    public TimeSpan TestInterval { get; set; } = TimeSpan.FromHours(6);
}
