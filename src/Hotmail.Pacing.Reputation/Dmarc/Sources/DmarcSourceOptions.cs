using System.Net;
using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>How a <see cref="DmarcSourceCheck"/> groups and judges sources.</summary>
public sealed class DmarcSourceOptions
{
    /// <summary>The networks that send with the owner's will.</summary>
    /// <value>None.</value>
    public IList<IPNetwork> ApprovedNetworks { get; } = [];

    /// <summary>The organisational domains of services that send with the owner's will, as groups are named. A name from SPF or DKIM alone counts too: it is authenticated.</summary>
    /// <value>None.</value>
    public IList<string> ApprovedDomains { get; } = [];

    /// <summary>How many messages a group must have passed DMARC with to be verified, or to be a forwarder.</summary>
    /// <value>10.</value>
    public long VerifiedMessages { get; set; } = 10;

    /// <summary>The share (0 to 1) of its messages that a group must have passed DMARC with to be verified.</summary>
    /// <value>0.9.</value>
    public double VerifiedShare { get; set; } = 0.9;

    /// <summary>The fewest messages that an issue is made of.</summary>
    /// <value>10.</value>
    public long MinMessages { get; set; } = 10;

    /// <summary>The DMARC pass rate (0 to 1) of all messages below which it is an issue.</summary>
    /// <value>0.9.</value>
    public double MinPassRate { get; set; } = 0.9;

    /// <summary>The most issues of one kind; those of the groups with the most failures.</summary>
    /// <value>20.</value>
    public int MaxIssuesOfAKind { get; set; } = 20;

    /// <summary>The organisational domain of a domain (in lower case, without a final dot), such as <c>example.co.uk</c> of <c>mail.example.co.uk</c>; null where it has none.</summary>
    /// <value>By the public suffix list (<see cref="PublicSuffixList.Default"/>).</value>
    public Func<string, string?> OrganizationalDomain { get; set; } = static domain => PublicSuffixList.Default.Find(domain) is { IsPublicSuffix: false } found ? found.Name : null;

    /// <summary>Whether an address is in one of <see cref="ApprovedNetworks"/>.</summary>
    internal bool Approves(IPAddress address) => ApprovedNetworks.Any(network => network.Contains(address));

    /// <summary>Whether who has passed DMARC with so many of so many messages is verified.</summary>
    internal bool Verifies(long passed, long messages) => passed >= VerifiedMessages && messages > 0 && (double)passed / messages >= VerifiedShare;
}
