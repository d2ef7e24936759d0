namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>What came of a question.</summary>
public enum DnsAnswerStatus : byte
{
    /// <summary>There are such records.</summary>
    Found,

    /// <summary>The name exists and has no such record.</summary>
    NoData,

    /// <summary>The name does not exist (NXDOMAIN).</summary>
    NoName,

    /// <summary>No server gave a usable answer in time. It says nothing about the name; asked later, there may be an answer.</summary>
    Failed,
}
