namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>A list of addresses or domains in the DNS (RFC 5782): where it is, and what its answers mean. <see cref="KnownBlocklists"/> has ready ones. Immutable.</summary>
public sealed record Blocklist
{
    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>The DNS zone, such as <c>zen.spamhaus.org</c>; without the key.</summary>
    public required string Zone { get; init; }

    /// <summary>The key that stands before the zone in every question, for lists that know their users so; never shown in a report.</summary>
    /// <value>Null: none.</value>
    public string? Key { get; init; }

    /// <summary>What it can be asked for.</summary>
    public required BlocklistSubjects Subjects { get; init; }

    /// <summary>
    /// What its answers mean. An answer in 127.0.0.0/8 that is not among them is a listing all the same; 127.0.0.1, 127.0.1.255 and 127.255.255.0/24 never are, whatever is said here.
    /// </summary>
    /// <value>Empty.</value>
    public IReadOnlyList<BlocklistCode> Codes { get; init; } = [];

    /// <summary>Whether Microsoft is known to refuse mail by it.</summary>
    /// <value>False.</value>
    public bool IsUsedByMicrosoft { get; init; }

    /// <summary>The page where a listing is explained and its removal asked for.</summary>
    /// <value>Null: not known.</value>
    public Uri? RemovalPage { get; init; }

    /// <summary>A domain that the list always has, to tell a dead list from a clean domain. Addresses are told by 127.0.0.2, and ::ffff:7f00:2 for IPv6 (RFC 5782 §5).</summary>
    /// <value><c>TEST</c>, as RFC 5782 §5 says.</value>
    public string ListedTestDomain { get; init; } = "TEST";

    /// <summary>A domain that the list never has, to tell a list of everything. Addresses are told by 127.0.0.1, and ::ffff:7f00:1 for IPv6 (RFC 5782 §5).</summary>
    /// <value><c>INVALID</c>, as RFC 5782 §5 says.</value>
    public string UnlistedTestDomain { get; init; } = "INVALID";

    /// <summary>The name to ask for.</summary>
    internal string NameOf(string labels) => Key is null ? $"{labels}.{Zone}" : $"{labels}.{Key}.{Zone}";

    /// <summary>A text of the DNS without the key.</summary>
    internal string Hide(string text) => string.IsNullOrEmpty(Key) ? text : text.Replace(Key, "…", StringComparison.OrdinalIgnoreCase);

    /// <summary>Its name, and its zone where that is another.</summary>
    public override string ToString() => Name.Equals(Zone, StringComparison.OrdinalIgnoreCase) ? Zone : $"{Name} ({Zone})";
}
