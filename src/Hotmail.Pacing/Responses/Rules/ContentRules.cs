namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What any server says of the message itself. The plain words go ahead of the rules about the sender's standing, the vague ones behind them.</summary>
internal static class ContentRules
{
    public static IReadOnlyList<ClassificationRule> Plain { get; } =
    [
        new()
        {
            Name = "scanner-failed",
            Codes = [4],
            AnyOf =
            [
                "be scanned", "unable to scan", "cannot scan", "can t scan", "scan failed", "scan error", "scanning failed", "scanner",
                "engine", "content filter unavailable", "filter is unavailable", "filter unavailable", "filter timeout",
            ],
            NoneOf = ["blocked", "listed", "reputation"],
            Class = ReplyClass.ServerTemporary,
        },
        new()
        {
            Name = "virus",
            AnyOf =
            [
                "virus", "malware", "infected", "trojan", "phishing", "banned content", "banned file", "attachment", "mime banned",
                "executable",
            ],
            NoneOf = ["client host", "anti virus", "ip address", "your ip"],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "spam-content",
            AnyOf =
            [
                "spamassassin", "spam filter", "spam content", "spam contents", "detected as spam", "considered spam",
                "considered as spam", "consider spam", "looks like spam", "looked like spam", "appears to be spam", "similar to spam",
                "classified as spam", "classification as spam", "identified as spam", "identified spam", "flagged as spam",
                "spam detected", "spam is detected", "spam message", "spam email not", "spam not accepted", "contains spam", "spam score",
                "spam points", "spam scale", "suspicion of spam", "probable spam", "probably spam", "possible spam", "rejected as spam",
                "scored as spam", "marked as spam", "spam rejection", "spam refused", "spam rejected", "spam blocked", "spam email",
                "being spam", "seems to be a spam", "spam like", "spam url", "spamtext", "spam pattern", "judged to be spam",
                "url in message", "url in this email", "url in content", "message content", "mail content", "rejecting mail content",
                "unacceptable content", "content filter", "content policy", "content reject", "content denied", "local uribl policy",
                "unsolicited bulk", "probability of spam", "spam probability", "spamtrap", "url rejected", "url listed", "blocking url",
                "quarantined", "invalid data", "mail appears to be unsolicited", "security reason", "message is banned",
                "message header from", "restricted attachment", "spam attack", "bulkmail", "rejected as bulk", "classified as bulk",
                "rejected by dcc", " vba ", " macros ", "html tag", "required standards", "filter processing", "filtering policy",
                "^reject id ", "server permanently rejected", "filter rules", "blocked by filter", "rejected by filter", "black listed url",
                "blacklisted url", "url host", "no spam please", "spam type",
            ],
            NoneOf =
            [
                "client host", "sender ip", "your ip", "blocked for attempting", "blocked for the day", "on our block list", "ip address",
                "spam sender", "connection refused", "geoip", "client address",
            ],
            Class = ReplyClass.ContentRejected,
        },
    ];

    public static IReadOnlyList<ClassificationRule> Vague { get; } =
    [
        new()
        {
            Name = "spam",
            AnyOf = ["spam", "unsolicited", "junk", "bulk mail", "bulk email", "bulk e mail", " uce ", " ube "],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "content",
            AnyOf =
            [
                "content", "message rejected", "mail rejected", "email rejected", "message blocked", "message was blocked",
                "message has been blocked", "email has been blocked", "message refused", "mail refused", "message denied",
                "message not allowed", "message is rejected", "message has been rejected", "rejected by policy", "denied by policy",
                "policy violation", "policy reasons", "local policy", "policy restriction", "rejected due to policy",
                "organization policy", "organizational settings", "header", "rfc 5322", "rfc5322", "rfc 2822", "rfc2822", "rfc 822",
                "rfc822", "message id", " mime ", "from line", "subject", "suspicious", "url", "links", "scored", "score",
                "mail data refused", "undesirable", "profanity", "inappropriate", "dangerous", "8 bit data", "recurrent pattern",
                "user rules", "contenu", "inhalt", "contenido", "contenuto",
            ],
            Class = ReplyClass.ContentRejected,
        },
    ];
}
