namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What any server says of too much at once: connections, messages, recipients; told apart from a limit that is set for a bad reputation.</summary>
internal static class LimitRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "reputation-limit",
            Codes = [4],
            AnyOf = ["throttl", "rate limit", "ratelimit"],
            AndAnyOf = ["spam"],
            NoneOf = ["blacklist", "blocklist", "block list", "listed"],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "too-many-bad-recipients",
            AnyOf =
            [
                "too many invalid recipients", "too many unknown", "too many bad recipients", "too many spams", "too many spam",
                "too much spam", "many invalid recipients", "namespace mining", "dictionary attack", "directory harvest",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "messages-per-connection",
            AnyOf =
            [
                "messages per connection", "message per connection", "mails per connection", "emails per connection",
                "messages per session", "mails per session", "emails per session", "messages for this session",
                "messages for one session", "messages in this session", "messages sent this session",
                "messages sent in this session", "messages in one session", "messages in a single session",
                "messages on this connection", "messages in this connection", "messages in one connection",
                "messages in single connection", "messages over this connection", "messages during this connection",
                "transactions per connection", "transactions per session", "too many transactions", "messages this session",
                "message limit for this connection",
            ],
            NoneOf = ["per day", "per hour", "per minute"],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.MessagesPerConnection,
        },
        new()
        {
            Name = "connection-rate",
            AnyOf =
            [
                "connection rate", "connections rate", "rate of connection", "connecting too", "connects too", "connections per minute",
                "connections per hour", "connections per second", "connections in the last", "connections within", "too frequent connect",
                "frequent connections", "too many new connections", "too many connections in a", "connection attempts", "connect rate",
                "connection frequency", "too many connects", "connecting so", "connection throttl", "too many new tls",
                "too many new sessions",
            ],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.ConnectionRate,
        },
        new()
        {
            Name = "open-connections",
            AnyOf =
            [
                "too many connection", "too much connection", "too many concurrent", "too many simultaneous", "too many sessions",
                "too many smtp sessions", "too many smtp connections", "too many smtp clients", "too many open", "too many parallel",
                "too many established", "too many tcp", "too many tls", "too many inbound", "concurrent connection", "concurrent smtp",
                "concurrent session", "simultaneous connection", "simultaneous smtp", "simultaneous session", "parallel connection",
                "maximum number of connections", "maximum connections", "maximum simultaneous", "maximum concurrent", "max connections",
                "connection limit", "connections limit", "connection count", "concurrency limit", "concurrency exceeded",
                "number of connections", "number of concurrent", "zu viele verbindungen", "zu viele gleichzeitige", "zu viele parallele",
                "demasiadas conexiones", "troppe connessioni", "muitas conexoes", "te veel verbindingen", "zbyt wiele polaczen",
                "connections per source", "connections from your",
            ],
            NoneOf = ["spam", "accept connections", "accepting connections"],
            Class = ReplyClass.ConnectionLimit,
        },
        new()
        {
            Name = "reputation-limit",
            Codes = [4],
            AnyOf =
            [
                "rate limit", "ratelimit", "throttl", "deferred", "temporarily", "try again", "slow down", "too many", "limited",
                "volume", "later",
            ],
            AndAnyOf =
            [
                "reputation", "complaint", "unsolicited mail originating", "suspicious activity", "unusual", "low sender score",
                "untrusted ip",
            ],
            NoneOf = ["blacklist", "blocklist", "block list"],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "quota-of-messages",
            AnyOf =
            [
                "relay quota", "sending quota", "message quota", "daily quota", "hourly quota", "hour quota", "rejection quota",
                "recipient quota",
            ],
            NoneOf = ["mailbox", " full "],
            Class = ReplyClass.RateLimit,
        },
        new()
        {
            Name = "rate",
            AnyOf =
            [
                "rate limit", "ratelimit", "limited rate", "exceeded rate", "rate exceeded", "message rate", "mail rate", "sending rate",
                "submission rate",
                "rate control", "throttl", "too many messages", "too many message", "too many emails", "too many e mails",
                "too many mails", "too many recipients", "too many rcpt", "rcpt numbers", "number of rcpt", "rcpt limit", "too many recent",
                "too many recips", "too many msgs", "too many requests",
                "too many email", "too many to too many", "too much mail", "too much email", "too fast", "too quickly", "too frequent",
                "too often", "slow down", "slower", "hourly", "daily limit", "sending limit", "receiving limit", "sent too many",
                "messages per hour", "messages per day", "messages per minute", "emails per hour", "per hour", "per day", "per minute",
                "this hour", "frequency limit", "limit for the number of messages", "recipient limit", "recipients limit",
                "recipients exceeded", "recipients exceeds", "maximum recipients", "max recipients", "maximum number of recipients",
                "number of recipients", "exceeded the limit of", "message limit", "messages limit", "mail limit",
                "policy size per transaction", "excessive volume", "trop de messages", "trop de mails", "trop de destinataires",
                "zu viele nachrichten", "zu viele empfanger", "zu viele mails", "demasiados mensajes", "demasiados destinatarios",
                "troppi messaggi", "troppi destinatari", "muitas mensagens", "muitos destinatarios", "mail flood", "flood",
            ],
            NoneOf =
            [
                "spam", "abusive", "bounce", "junk", "too many hops", "invalid", "messages in mailbox", "messages in the mailbox",
                "messages on the server", "messages in this mailbox", "messages on this mailbox", "mailbox full", "mailbox is full",
                "over quota", "reputation", "syntax", "too much mail data",
            ],
            Class = ReplyClass.RateLimit,
        },
    ];
}
