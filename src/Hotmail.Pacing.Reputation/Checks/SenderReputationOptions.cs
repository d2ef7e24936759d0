using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Monitoring;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>How the checks work. Each part is also a class of its own that takes the same options.</summary>
public sealed class SenderReputationOptions
{
    /// <summary>How the DNS is asked.</summary>
    public DnsResolverOptions Dns { get; } = new();

    /// <summary>Limits of the SPF evaluation.</summary>
    public SpfOptions Spf { get; } = new();

    /// <summary>Limits of the verification of DKIM signatures.</summary>
    public DkimVerifierOptions Dkim { get; } = new();

    /// <summary>By which standard DMARC is evaluated.</summary>
    public DmarcDiscoveryOptions Dmarc { get; } = new();

    /// <summary>The blocklists that are asked: none unless added here.</summary>
    public BlocklistOptions Blocklists { get; } = new();

    /// <summary>Where the policy of a domain with an MTA-STS record is from.</summary>
    /// <value>Null: from the domain's web server over HTTPS, as RFC 8461 has it.</value>
    public IMtaStsPolicySource? MtaStsPolicies { get; set; }

    /// <summary>Limits of the check of a message.</summary>
    public BulkSenderOptions BulkSender { get; } = new();

    /// <summary>How long the check of one domain or message may take. What has no answer by then is reported as unknown, beside what was found.</summary>
    /// <value>Two minutes.</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>What is looked at again and again while the host runs: nothing unless added here.</summary>
    public ReputationWatchOptions Watch { get; } = new();

    /// <summary>How often it is looked at.</summary>
    public ReputationMonitorOptions Monitor { get; } = new();

    /// <summary>When there is an alert.</summary>
    public AlertOptions Alerts { get; } = new();
}
