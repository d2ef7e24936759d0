namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>What an alert is about.</summary>
public enum AlertKind : byte
{
    /// <summary>An address or a domain is on a blocklist.</summary>
    Listed,

    /// <summary>An address's complaint rate is over the threshold.</summary>
    ComplaintRate,

    /// <summary>Far more of a source's messages fail DMARC than before, or a sending domain's authentication is broken.</summary>
    AuthenticationFailures,

    /// <summary>An address that is not known to send for the domain sends in its name.</summary>
    UnverifiedSource,
}
