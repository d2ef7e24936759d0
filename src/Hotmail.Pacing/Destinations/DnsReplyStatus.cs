namespace Hotmail.Pacing.Destinations;

/// <summary>What a DNS server's answer says.</summary>
internal enum DnsReplyStatus : byte
{
    /// <summary>There are records.</summary>
    Found = 0,

    /// <summary>The name exists, without records of that type.</summary>
    NoData,

    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NoName,

    /// <summary>No usable answer: time-out, SERVFAIL, refused.</summary>
    Failed,
}
