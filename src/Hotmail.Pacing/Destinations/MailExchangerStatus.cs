namespace Hotmail.Pacing.Destinations;

/// <summary>What a lookup of mail exchangers found.</summary>
public enum MailExchangerStatus : byte
{
    /// <summary>There are hosts.</summary>
    Found = 0,

    /// <summary>No MX record: the domain's own A or AAAA record is the only, implicit, host.</summary>
    Implicit,

    /// <summary>A null MX (RFC 7505): the domain takes no mail. Permanent.</summary>
    NullMx,

    /// <summary>The domain does not exist, or has neither MX nor address. Permanent.</summary>
    NoSuchDomain,

    /// <summary>The lookup failed: time-out, SERVFAIL, refused. Transient.</summary>
    TemporaryFailure,
}
