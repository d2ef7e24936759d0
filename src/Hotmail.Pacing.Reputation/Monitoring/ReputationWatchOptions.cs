using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dmarc.Sources;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>What a <see cref="ReputationMonitor"/> looks at.</summary>
public sealed class ReputationWatchOptions
{
    /// <summary>The domains to check.</summary>
    /// <value>None.</value>
    public IList<DomainCheckRequest> Domains { get; } = [];

    /// <summary>Folders into which somebody puts DMARC aggregate reports, as files: all those of a domain into one.</summary>
    /// <value>None.</value>
    public IList<string> DmarcReportFolders { get; } = [];

    /// <summary>Folders into which somebody puts SNDS data files (<c>data.aspx</c>), and Microsoft's complaints (JMRP) as e-mails.</summary>
    /// <value>None.</value>
    public IList<string> SndsFolders { get; } = [];

    /// <summary>Which sources of DMARC reports are the owner's.</summary>
    public DmarcSourceOptions Sources { get; } = new();
}
