namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What a blocklist can be asked for.</summary>
[Flags]
public enum BlocklistSubjects
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>IPv4 addresses.</summary>
    IPv4 = 1,

    /// <summary>IPv6 addresses.</summary>
    IPv6 = 2,

    /// <summary>Domains.</summary>
    Domains = 4,
}
