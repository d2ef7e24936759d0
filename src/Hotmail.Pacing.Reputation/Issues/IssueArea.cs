namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>What an issue is about.</summary>
public enum IssueArea : byte
{
    /// <summary>The Sender Policy Framework, RFC 7208.</summary>
    Spf,

    /// <summary>DomainKeys Identified Mail, RFC 6376.</summary>
    Dkim,

    /// <summary>The domain's DMARC policy, and the alignment of its mail (RFC 7489, RFC 9989).</summary>
    Dmarc,

    /// <summary>The names of a sending address: PTR, and whether they lead back to it.</summary>
    ReverseDns,

    /// <summary>The name that the sender gives in EHLO.</summary>
    Helo,

    /// <summary>The mail exchangers of the sending domain: whether replies and bounces can arrive.</summary>
    MailExchangers,

    /// <summary>MTA-STS, RFC 8461.</summary>
    MtaSts,

    /// <summary>SMTP TLS reporting, RFC 8460.</summary>
    TlsReporting,

    /// <summary>Brand indicators for message identification (BIMI).</summary>
    Bimi,

    /// <summary>Lists of addresses and domains that receivers refuse.</summary>
    Blocklists,

    /// <summary>What Microsoft, Google and Yahoo ask of a message from a bulk sender.</summary>
    BulkSender,

    /// <summary>What receivers report of the domain's mail (DMARC aggregate reports).</summary>
    Reports,

    /// <summary>What recipients and receivers report of it: complaints (ARF, JMRP) and SNDS.</summary>
    Complaints,
}
