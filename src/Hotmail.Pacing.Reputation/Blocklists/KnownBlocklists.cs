using System.Net;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>
/// Blocklists that a host may add to <see cref="BlocklistOptions.Lists"/>. None is asked unless it is added there: each has terms of use, which are the host's to read and keep.
/// Lists that are dead (SORBS, NJABL, AHBL, INPS, UNSUBSCORE) or list whole networks for money (UCEPROTECT) are not offered; a host can define any other with <see cref="Blocklist"/>.
/// </summary>
/// <remarks>What the codes mean is what the lists publish, as of 2026.</remarks>
public static class KnownBlocklists
{
    private static readonly Uri SpamhausPage = new("https://check.spamhaus.org/");

    private static readonly IReadOnlyList<BlocklistCode> SpamhausErrors =
    [
        Code("127.255.255.252", BlocklistCodeKind.Error, "the zone's name is mistyped"),
        Code("127.255.255.254", BlocklistCodeKind.Refused, "asked through a public resolver, or one without a name of its own"),
        Code("127.255.255.255", BlocklistCodeKind.Refused, "too many questions"),
    ];

    private static readonly IReadOnlyList<BlocklistCode> ZenCodes =
    [
        Code("127.0.0.2", BlocklistCodeKind.Listing, "SBL: a source of spam, or its supporter"),
        Code("127.0.0.3", BlocklistCodeKind.Listing, "CSS: a source of low-reputation bulk mail"),
        Code("127.0.0.4", BlocklistCodeKind.Listing, "XBL: infected or abused by others"),
        Code("127.0.0.5", BlocklistCodeKind.Listing, "XBL: infected or abused by others"),
        Code("127.0.0.6", BlocklistCodeKind.Listing, "XBL: infected or abused by others"),
        Code("127.0.0.7", BlocklistCodeKind.Listing, "XBL: infected or abused by others"),
        Code("127.0.0.9", BlocklistCodeKind.Listing, "DROP: a hijacked network or one of criminals"),
        Code("127.0.0.10", BlocklistCodeKind.Policy, "PBL: its provider says that no mail comes directly from it"),
        Code("127.0.0.11", BlocklistCodeKind.Policy, "PBL: Spamhaus says that no mail should come directly from it"),
        Code("127.0.0.30", BlocklistCodeKind.Listing, "BCL: a control server of a botnet"),
        .. SpamhausErrors,
    ];

    private static readonly IReadOnlyList<BlocklistCode> DblCodes =
    [
        Code("127.0.1.2", BlocklistCodeKind.Listing, "low reputation"),
        Code("127.0.1.4", BlocklistCodeKind.Listing, "phishing"),
        Code("127.0.1.5", BlocklistCodeKind.Listing, "malware"),
        Code("127.0.1.6", BlocklistCodeKind.Listing, "a control server of a botnet"),
        Code("127.0.1.102", BlocklistCodeKind.Listing, "a legitimate domain that others abuse for spam"),
        Code("127.0.1.103", BlocklistCodeKind.Listing, "a legitimate domain that others abuse to redirect"),
        Code("127.0.1.104", BlocklistCodeKind.Listing, "a legitimate domain that others abuse for phishing"),
        Code("127.0.1.105", BlocklistCodeKind.Listing, "a legitimate domain that others abuse for malware"),
        Code("127.0.1.106", BlocklistCodeKind.Listing, "a legitimate domain that others abuse to control a botnet"),
        Code("127.0.1.255", BlocklistCodeKind.Error, "an address was asked for"),
        .. SpamhausErrors,
    ];

    /// <summary>
    /// Spamhaus ZEN, its lists of addresses in one. Microsoft refuses mail by it. Free of charge for a low volume that is not commercial, and only through a resolver of one's own: public
    /// resolvers and those of large clouds are refused. Otherwise use <see cref="SpamhausZenWithKey"/>.
    /// </summary>
    public static Blocklist SpamhausZen { get; } = new()
    {
        Name = "Spamhaus ZEN",
        Zone = "zen.spamhaus.org",
        Subjects = BlocklistSubjects.IPv4 | BlocklistSubjects.IPv6,
        Codes = ZenCodes,
        IsUsedByMicrosoft = true,
        RemovalPage = SpamhausPage,
    };

    /// <summary>Spamhaus DBL, its list of domains. Microsoft refuses mail by it, for the EHLO name and for the domain of MAIL FROM. Terms as of <see cref="SpamhausZen"/>.</summary>
    public static Blocklist SpamhausDbl { get; } = new()
    {
        Name = "Spamhaus DBL",
        Zone = "dbl.spamhaus.org",
        Subjects = BlocklistSubjects.Domains,
        Codes = DblCodes,
        IsUsedByMicrosoft = true,
        RemovalPage = SpamhausPage,
        ListedTestDomain = "dbltest.com",
        UnlistedTestDomain = "example.com",
    };

    /// <summary>The blocking list of SpamCop: addresses that its users report. Free of charge. An address leaves it by itself about a day after the last report.</summary>
    public static Blocklist SpamCop { get; } = new()
    {
        Name = "SpamCop",
        Zone = "bl.spamcop.net",
        Subjects = BlocklistSubjects.IPv4,
        Codes = [Code("127.0.0.2", BlocklistCodeKind.Listing, "reported for spam")],
        RemovalPage = new Uri("https://www.spamcop.net/bl.shtml"),
    };

    /// <summary>The reputation block list of Barracuda. Free of charge; the resolver's address must be registered with Barracuda first, or there is no answer.</summary>
    public static Blocklist Barracuda { get; } = new()
    {
        Name = "Barracuda",
        Zone = "b.barracudacentral.org",
        Subjects = BlocklistSubjects.IPv4,
        Codes = [Code("127.0.0.2", BlocklistCodeKind.Listing, "a source of spam")],
        RemovalPage = new Uri("https://www.barracudacentral.org/rbl/removal-request"),
    };

    /// <summary>The Passive Spam Block List: addresses that sent to spam traps. Free of charge; anybody may have an address removed.</summary>
    public static Blocklist Psbl { get; } = new()
    {
        Name = "PSBL",
        Zone = "psbl.surriel.com",
        Subjects = BlocklistSubjects.IPv4,
        Codes = [Code("127.0.0.2", BlocklistCodeKind.Listing, "sent to a spam trap")],
        RemovalPage = new Uri("https://psbl.org/remove"),
    };

    /// <summary>The blocking list of Mailspike. Free of charge up to a volume that its terms name.</summary>
    public static Blocklist Mailspike { get; } = new()
    {
        Name = "Mailspike",
        Zone = "bl.mailspike.net",
        Subjects = BlocklistSubjects.IPv4,
        Codes =
        [
            Code("127.0.0.2", BlocklistCodeKind.Listing, "a source of spam"),
            Code("127.0.0.10", BlocklistCodeKind.Listing, "the worst reputation"),
            Code("127.0.0.11", BlocklistCodeKind.Listing, "a very bad reputation"),
            Code("127.0.0.12", BlocklistCodeKind.Listing, "a bad reputation"),
            Code("127.0.0.13", BlocklistCodeKind.Listing, "a suspicious reputation"),
            Code("127.0.0.14", BlocklistCodeKind.Listing, "a rather bad reputation"),
        ],
        RemovalPage = new Uri("https://mailspike.io/ip_verify"),
    };

    /// <summary>SURBL: domains of links in spam. Free of charge for a low volume; public resolvers are refused.</summary>
    public static Blocklist Surbl { get; } = new()
    {
        Name = "SURBL",
        Zone = "multi.surbl.org",
        Subjects = BlocklistSubjects.Domains,
        Codes = [Bit("127.0.0.8", "phishing"), Bit("127.0.0.16", "malware"), Bit("127.0.0.64", "spam"), Bit("127.0.0.128", "a cracked site")],
        RemovalPage = new Uri("https://surbl.org/surbl-analysis"),
        ListedTestDomain = "surbl-org-permanent-test-point.com",
        UnlistedTestDomain = "example.com",
    };

    /// <summary>URIBL: domains of links in spam. Free of charge for a low volume; public resolvers are refused, with 127.0.0.1.</summary>
    public static Blocklist Uribl { get; } = new()
    {
        Name = "URIBL",
        Zone = "multi.uribl.com",
        Subjects = BlocklistSubjects.Domains,
        Codes =
        [
            Code("127.0.0.1", BlocklistCodeKind.Refused, "asked through a public resolver, or too often"),
            Bit("127.0.0.2", "black: in spam alone"),
            Bit("127.0.0.4", "grey: in bulk mail that not everybody asked for"),
            Bit("127.0.0.8", "red: newly seen"),
        ],
        RemovalPage = new Uri("https://admin.uribl.com/"),
        ListedTestDomain = "test.uribl.com",
        UnlistedTestDomain = "example.com",
    };

    /// <summary>All of them that need no key.</summary>
    public static IReadOnlyList<Blocklist> All { get; } = [SpamhausZen, SpamhausDbl, SpamCop, Barracuda, Psbl, Mailspike, Surbl, Uribl];

    /// <summary>Spamhaus ZEN through the Data Query Service, which answers through any resolver.</summary>
    /// <param name="key">The key that Spamhaus gives to each user; a secret.</param>
    /// <exception cref="ArgumentException">The key is empty, or has another character than a letter or digit.</exception>
    public static Blocklist SpamhausZenWithKey(string key) => SpamhausZen with { Zone = "zen.dq.spamhaus.net", Key = CheckKey(key) };

    /// <summary>Spamhaus DBL through the Data Query Service, which answers through any resolver.</summary>
    /// <param name="key">The key that Spamhaus gives to each user; a secret.</param>
    /// <exception cref="ArgumentException">The key is empty, or has another character than a letter or digit.</exception>
    public static Blocklist SpamhausDblWithKey(string key) => SpamhausDbl with { Zone = "dbl.dq.spamhaus.net", Key = CheckKey(key) };

    /// <summary>The one of this name, in any case, spaces or hyphens between the words: <c>spamhaus-zen</c>; null where there is none.</summary>
    /// <param name="name">Its name.</param>
    public static Blocklist? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(list => list.Name.Equals(name.Replace('-', ' '), StringComparison.OrdinalIgnoreCase));
    }

    private static string CheckKey(string key)
    {
        ArgumentException.ThrowIfNullOrEmpty(key);
        return key.Length <= 63 && key.All(char.IsAsciiLetterOrDigit) ? key : throw new ArgumentException("A key has letters and digits alone, at most 63.", nameof(key));
    }

    private static BlocklistCode Code(string address, BlocklistCodeKind kind, string meaning) => new(IPAddress.Parse(address), kind, meaning);

    private static BlocklistCode Bit(string address, string meaning) => new(IPAddress.Parse(address), BlocklistCodeKind.Listing, meaning) { IsBit = true };
}
