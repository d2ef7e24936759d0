namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>The results of DMARC, in the words of an <c>Authentication-Results</c> field (RFC 8601).</summary>
public enum DmarcVerdict : byte
{
    /// <summary>No record applies to the domain.</summary>
    None,

    /// <summary>SPF or DKIM passed for a domain that is aligned.</summary>
    Pass,

    /// <summary>Neither did.</summary>
    Fail,

    /// <summary>The DNS failed to answer. Asked later, there may be a result.</summary>
    TempError,

    /// <summary>There is not exactly one domain in the From field, or the domain's record is wrong. It stays so until somebody mends it.</summary>
    PermError,
}
