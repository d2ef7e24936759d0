namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What any server says of the sender's standing: block lists by name or by the word, banned addresses and networks, local access lists.</summary>
internal static class ReputationRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "helo-name",
            AnyOf =
            [
                "need fully qualified", "helo command rejected invalid", "helo command rejected need",
                "helo command rejected host not found", "invalid helo", "bad helo", "invalid ehlo",
            ],
            Class = ReplyClass.ProtocolError,
        },
        new()
        {
            Name = "address-syntax",
            AnyOf = ["address syntax", "not a valid rfc 5321", "not a valid rfc5321", "malformed address", "syntax error"],
            Class = ReplyClass.ProtocolError,
        },
        new()
        {
            Name = "content-list",
            AnyOf = ["surbl", "uribl"],
            AndAnyOf = [" url ", "link", "breaches", "contained", "contains"],
            NoneOf = ["client host"],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "block-list",
            AnyOf =
            [
                "spamhaus", "spamcop", "sorbs", "barracudacentral", "surbl", "uribl", "invaluement", "ivmsip", "uceprotect",
                "backscatterer", "psbl", "senderscore", "sender score", "spamrl", "outblaze", "block lookup", "hostkarma",
                "junkemailfilter", "abuseat", "abusix",
                "mailspike", "lashback", "nixspam", "manitu net", "dnsbl", "dnsrbl", "dns black", " rbl ", " rbls ", "rbldns", " drbl ",
                "blocklist", "block list", "blocklisted", "blacklist", "black list", "deny list", "denylist", "blackhole",
                "realtime block", "real time block", "spam list", "spamlist", "spam block", "spammer list", "orbz", "orbs org", "njabl",
                "dsbl", " cbl ", "cobion", "spfbl", "liste noire", "lista negra", "lista nera", "schwarze liste", "schwarzliste",
                "czarna lista", "zwarte lijst", "ip reputation", "poor reputation", "bad reputation", "low reputation",
                "negative reputation", "insufficient reputation", "sender reputation", "domain reputation", "reputation filter",
                "reputation problem", "reputation score", "sender intelligence", "bad ip profile",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "blocked-address",
            AnyOf = ["^mail from"],
            AndAnyOf = ["not allowed", "not accepted", "not permitted", "refused", "rejected", "denied", "blocked"],
            NoneOf = ["message", "spam filter"],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "blocked-address",
            AnyOf =
            [
                " ip ", " ips ", "ip address", "ipv4", "ipv6", "client host", "sending host", "your host", "your server", "your network",
                "this host", "your mail server", "mail server at", "remote host", "remotehost", "connecting host", "connection",
                "network", "hostname", "sender ip", "your isp", "adresse ip", "indirizzo ip", "direccion ip", "endereco ip", "ip adresse",
            ],
            AndAnyOf =
            [
                "blocked", "banned", "listed", "refused", "denied", "rejected", "not allowed", "not accepted", "not accepting",
                "not permitted", "not accept", "prohibited", "blocage", "bloque", "gesperrt", "bloccato", "bloqueado", "abusive",
                "excessive", "spam source", "dynamic", "dialup", "dial up", "not welcome", "unwelcome", "forbidden", "unwanted",
                "dropped", "flooding", "suspicious",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "message-blocked",
            AnyOf =
            [
                "message is blocked", "message was blocked", "message has been blocked", "message blocked", "email has been blocked",
                "email was blocked", "mail has been blocked", "mail was blocked",
            ],
            NoneOf = ["sender", "domain", "reputation"],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "blocked-sender",
            AnyOf =
            [
                "sender rejected", "sender was rejected", "sender denied", "denies the sender", "denied the sender", "rejects the sender",
                "refuses the sender", "sending for this account", "sending from this account", " black ip ", "black mail address",
                "user defined policy", "accepts mail from", "accept mail only from", "only accepting mail from", "known senders",
                "approved senders", "sender blocked", "sender refused", "sender not allowed",
                "sender is blocked", "sender banned", "sender address rejected", "sender address blocked", "sender address has been",
                "sender not accepted", "sender not pre approved", "sender is not allowed", "sender s mx record", "sender email address",
                "invalid sender", "spammer", "spam sender", "spam source", "spamming source", "known spam", "you are sending spam",
                "blocked sender", "banned", "administrative prohibition", "administratively", "access denied", "access rejected",
                "connection refused", "connection rejected", "connection denied", "not in whitelist", "not whitelisted", "dynamic ip",
                "dynamic ips", "dialup", "dial up", "generic hostname", "generic reverse", "generic dns", "residential",
                "smtp server of your isp", "isp s mail server", "blocked for", "blocked due to", "blocked by", "blocked using",
                "blocked see", "has been blocked", "is blocked", "being blocked", "was blocked", "due to abuse", "for abuse", "of abuse",
                "incidents of", "abus detecte", "go away", "currently sending spam", "sending spam", "unusual sending",
                "do not accept mail from",
                "not accepting mail from", "not accept mail from", "not accept mails from", "not accept email from",
                "not accept e mail from", "not accept messages from", "not accept any mail from", "not accepting email from",
                "not accepting messages from", "don t accept mail from", "refused mail from", "mail from your", "mail from you ",
                "mails from you ", "email from you ", "emails from you ", "messages from you ",
                "sender verification", "sender is rejected", "verify mailfrom failed", "mailfrom failed", "denyip", "spam origin",
                "mail from this sender", "mail from ip", "forgery", "deactivated due to abuse", "sender verify", "sender filter",
                "senderfilterconfig", "domain is listed", "geographical", "country", "not allowed to connect", "mass mailer",
                "open proxy", "null sender", "empty envelope sender", "mailing list", "members only",
                "refused due to recipient preferences", "protected by", "your server requires confirmation", "confirm this mail server",
                "mail server requires confirmation", "batv",
            ],
            NoneOf = ["content", "could not complete", "administratively disabled", "server configuration"],
            Class = ReplyClass.ReputationBlock,
        },
    ];

    /// <summary>Words that say "no" without saying to what, for when nothing else is said.</summary>
    public static IReadOnlyList<ClassificationRule> Vague { get; } =
    [
        new()
        {
            Name = "blocked",
            Codes = [5],
            AnyOf = [" blocked ", " banned ", " listed ", " denied ", " forbidden ", "not permitted", "not authorized", "not welcome"],
            Class = ReplyClass.ReputationBlock,
        },
    ];
}
