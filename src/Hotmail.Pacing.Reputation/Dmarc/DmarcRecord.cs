using System.Net;

namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>One row of an aggregate report: messages of one source with the same results.</summary>
public readonly record struct DmarcRecord
{
    /// <summary>Where the messages came from (an IPv4 address written as IPv6 is given as IPv4), or null where the report's text is no address.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>How many messages the row stands for; 0 where the report's text is no count that fits.</summary>
    public long Messages { get; init; }

    /// <summary>What the receiver did with them.</summary>
    public DmarcDisposition Disposition { get; init; }

    /// <summary>SPF passed for a domain aligned with that of the From header, as the report's <c>policy_evaluated</c> has it.</summary>
    public bool SpfAligned { get; init; }

    /// <summary>DKIM passed for a domain aligned with that of the From header, as the report's <c>policy_evaluated</c> has it.</summary>
    public bool DkimAligned { get; init; }

    /// <summary>SPF passed for some domain, aligned or not, as the report's <c>auth_results</c> have it.</summary>
    public bool SpfPassed { get; init; }

    /// <summary>A DKIM signature of some domain, aligned or not, passed, as the report's <c>auth_results</c> have it.</summary>
    public bool DkimPassed { get; init; }

    /// <summary>The domain of the From header, at most 256 characters of it, or null where the report has none.</summary>
    public string? HeaderFrom { get; init; }

    /// <summary>The receiver found a DKIM signature, whether it passed or not, as the report's <c>auth_results</c> have it.</summary>
    public bool DkimSigned { get; init; }

    /// <summary>The domain whose SPF was checked, of the result that passed where there is one, at most 256 characters of it; null where the report has none.</summary>
    public string? SpfDomain { get; init; }

    /// <summary>The domain of the DKIM signature, of the first that passed where one did, at most 256 characters of it; null where the report has none.</summary>
    public string? DkimDomain { get; init; }

    /// <summary>DMARC passed: one of the two passed and was aligned.</summary>
    public bool DmarcPassed => SpfAligned || DkimAligned;
}
