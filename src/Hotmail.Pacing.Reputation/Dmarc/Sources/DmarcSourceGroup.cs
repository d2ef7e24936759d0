namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>The sources of one organisation, as far as it is known.</summary>
public sealed class DmarcSourceGroup
{
    internal DmarcSourceGroup(string name, DmarcGroupName namedBy, IReadOnlyList<DmarcSource> sources)
    {
        (Name, NamedBy, Sources) = (name, namedBy, sources);
        foreach (var source in sources)
        {
            Totals.Add(source.Totals);
        }
    }

    /// <summary>An organisational domain, or an address; <c>others</c> for what has no address.</summary>
    public string Name { get; }

    /// <summary>Where the name is from.</summary>
    public DmarcGroupName NamedBy { get; }

    /// <summary>Its addresses, those with the most messages first.</summary>
    public IReadOnlyList<DmarcSource> Sources { get; }

    /// <summary>Their sums.</summary>
    public DmarcTotals Totals { get; } = new();

    /// <summary>What it is to the owner of the domain.</summary>
    public DmarcStanding Standing { get; internal set; }
}
