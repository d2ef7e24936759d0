namespace Hotmail.Pacing.Responses.Rules;

/// <summary>
/// Microsoft's consumer mailboxes and Microsoft 365. Details of three digits (4.7.652) are Microsoft's own, so those rules hold for every group:
/// a host may give Microsoft's groups other names. Sources: Microsoft Learn, "Email non-delivery reports in Exchange Online", "Fix email delivery issues for
/// error code 451 4.7.500-699" and "5.7.700 through 5.7.750"; the Outlook.com postmaster's troubleshooting page (RP, SC, DY, OU).
/// </summary>
internal static class MicrosoftRules
{
    private static readonly string[] Microsoft = ["microsoft-consumer", "microsoft-365"];

    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        // Decided by the enhanced code alone, before the text is looked at.
        new() { Name = "microsoft-connection-limit", EnhancedCodes = ["*.7.652"], Class = ReplyClass.ConnectionLimit },
        new()
        {
            Name = "microsoft-ip-throttle",
            EnhancedCodes = ["4.7.500-651", "4.7.653-699", "4.7.850-899"],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "microsoft-authentication",
            EnhancedCodes = ["*.7.57", "*.7.60", "*.7.321-325", "5.7.509", "5.7.515", "*.4.8", "5.7.51", "*.7.66", "*.7.139", "*.2.252"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "microsoft-sender-not-authenticated",
            EnhancedCodes = ["5.7.133-136", "5.7.193"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new() { Name = "microsoft-sender-not-allowed", EnhancedCodes = ["5.7.124", "5.7.129"], Class = ReplyClass.ReputationBlock },
        new() { Name = "microsoft-banned-recipient", EnhancedCodes = ["5.7.504-505"], Class = ReplyClass.BadMailbox },
        new() { Name = "microsoft-bad-helo", EnhancedCodes = ["5.7.506"], Class = ReplyClass.ProtocolError },
        new() { Name = "microsoft-range-limit", EnhancedCodes = ["5.7.508"], Class = ReplyClass.RateLimit },
        new()
        {
            Name = "microsoft-message-not-compliant",
            EnhancedCodes = ["5.7.512", "5.7.519-520", "5.7.900-999", "5.0.350", "5.1.20"],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "microsoft-blocked",
            EnhancedCodes = ["5.7.500-503", "5.7.507", "5.7.510-511", "5.7.513", "5.7.550-899"],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "microsoft-recipient-limit", EnhancedCodes = ["*.2.120-122", "*.1.90", "*.7.232-233"], Class = ReplyClass.RateLimit },
        new() { Name = "microsoft-domain-not-found", EnhancedCodes = ["*.4.310-312"], Class = ReplyClass.BadDomain },
        new() { Name = "microsoft-recipient-remote", EnhancedCodes = ["5.1.351"], Class = ReplyClass.BadMailbox },
        new() { Name = "microsoft-relay-denied", EnhancedCodes = ["*.7.54", "*.7.64", "*.7.367-368"], Class = ReplyClass.RelayDenied },
        new() { Name = "microsoft-connection-failed", EnhancedCodes = ["*.4.300", "*.4.316", "*.4.318"], Class = ReplyClass.ServerTemporary },
        new()
        {
            Name = "microsoft-recipient-not-found",
            Providers = Microsoft,
            EnhancedCodes = ["5.1.10"],
            Class = ReplyClass.BadMailbox,
        },

        // How Microsoft's own sentences start: known before the rest, mostly traces and links, is read.
        new()
        {
            Name = "microsoft-block-list",
            Providers = Microsoft,
            Codes = [5],
            AnyOf =
            [
                "^unfortunately messages from", "^service unavailable client host", "^service unavailable helo domain is listed",
                "^service unavailable mailfrom domain is listed", "^ou 001 ", "^ou 002 ", "^dy 001 ", "^dy 002 ", "^sc 001 ", "^sc 002 ",
                "^sc 003 ", "^sc 004 ", "^access denied banned send", "^access denied bad outbound sender",
                "^storedrv submission exception outboundspamexception", "^recipient not authorized your ip",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "microsoft-open-connections",
            Providers = Microsoft,
            AnyOf = ["^concurrent connections limit exceeded", "^the maximum number of concurrent connections"],
            Class = ReplyClass.ConnectionLimit,
        },
        new() { Name = "microsoft-connection-limit", Providers = Microsoft, AnyOf = ["^rp 003 "], Class = ReplyClass.ConnectionLimit },
        new()
        {
            Name = "microsoft-ip-throttle",
            Providers = Microsoft,
            Codes = [4],
            AnyOf = ["^rp 001 ", "^rp 002 "],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "microsoft-authentication",
            Providers = Microsoft,
            AnyOf = ["^access denied a message sent over ipv6", "^access denied the sending ipv", "^authentication unsuccessful"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "microsoft-submission-quota",
            Providers = Microsoft,
            AnyOf = ["^storedrv submission exception submissionquotaexceeded"],
            Class = ReplyClass.RateLimit,
        },
        new()
        {
            Name = "microsoft-mailbox-full",
            Providers = Microsoft,
            AnyOf = ["^storedrv deliver mailbox full", "^storedrv deliver mapi mailbox full"],
            Class = ReplyClass.MailboxFull,
        },
        new()
        {
            Name = "microsoft-recipient-rejected",
            Providers = Microsoft,
            AnyOf = ["^recipient address rejected access denied", "^all recipient addresses rejected access denied"],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "microsoft-mailbox-unavailable",
            Providers = Microsoft,
            Codes = [550],
            AnyOf = ["^requested action not taken mailbox unavailable"],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "microsoft-domain-not-found",
            Providers = Microsoft,
            AnyOf = ["^the mail could not be delivered to the recipient because the domain is not reachable"],
            Class = ReplyClass.BadDomain,
        },
        new()
        {
            Name = "microsoft-no-subscription",
            Providers = Microsoft,
            AnyOf = ["^mail received as unauthenticated incoming to a recipient domain"],
            Class = ReplyClass.BadDomain,
        },
        new()
        {
            Name = "microsoft-server",
            Providers = Microsoft,
            Codes = [4],
            AnyOf = ["^temporary server error", "^message failed to be", "^storedrv mailbox server is offline"],
            Class = ReplyClass.ServerTemporary,
        },

        // With words that tell two uses of a code apart, and words and marks that only Microsoft uses.
        new()
        {
            Name = "microsoft-recipient-rejected",
            Providers = Microsoft,
            EnhancedCodes = ["5.4.1"],
            NoneOf = ["relay"],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "microsoft-not-authorized",
            Providers = Microsoft,
            EnhancedCodes = ["5.7.3"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "microsoft-connection-limit",
            AnyOf = ["exceeded the maximum number of connections", " s3115 ", " rp 003 "],
            Class = ReplyClass.ConnectionLimit,
        },
        new()
        {
            Name = "microsoft-ip-throttle",
            Codes = [4],
            AnyOf =
            [
                "rate limited due to ip reputation", " s775 ", " s777", " s843 ", " s844 ", " s3113 ", " s3114 ", " rp 001 ", " rp 002 ",
                "related to ip domain reputation",
            ],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "microsoft-server-busy",
            Providers = Microsoft,
            Codes = [4],
            AnyOf = ["server busy please try again later from", "access denied please try again later"],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "microsoft-content",
            AnyOf =
            [
                "atlas 2503", "detected as spam rcpts", "transport rules", "quarantined this message", "content identified as spam",
                " s20120229 ",
            ],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "microsoft-block-list",
            AnyOf =
            [
                " s3140 ", " s3150 ", " as3140 ", " as3150 ", " ou 001 ", " ou 002 ", " dy 001 ", " dy 002 ", " sc 001 ", " sc 002 ",
                " sc 003 ", " sc 004 ", "part of their network is on our block list", "mail rejected by outlook com for policy reasons",
                "mail rejected by windows live hotmail", "banned sending ip", "banned sender", "sender office com",
                "delist messaging microsoft com", " s8001 ", " s8002 ", "bad outbound sender", "outboundspamexception",
                "tenant has exceeded threshold", "traffic not accepted from this ip", "using customer block list",
                "not currently accepting mail from your ip",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "microsoft-authentication",
            AnyOf =
            [
                "required authentication level", "client was not authenticated", "must pass either spf or dkim",
                "exchange server authentication", "sender was not authenticated", "sendasdenied", "not allowed to send as",
                "sender not authenticated", "rst authrequired",
                "rst sendernotauthenticated",
            ],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "microsoft-recipient-not-found",
            AnyOf =
            [
                "resolver adr", "recipientnotfound", "recipnotfound", "not found by smtp address lookup", "nonexistentrecipient",
                "remote server returned unknown recipient",
            ],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "microsoft-recipient-rejected",
            AnyOf = ["recipient address rejected access denied", "recipient addresses rejected access denied", "banned recipient"],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "microsoft-recipient-restricted",
            AnyOf = ["resolver rst", "not in allowed senders list"],
            NoneOf = ["sizelimit", "ratelimit"],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "microsoft-submission-quota",
            AnyOf = ["submissionquotaexceeded", "submission quota", "thread limit exceeded", "organization queue quota"],
            Class = ReplyClass.RateLimit,
        },
        new() { Name = "microsoft-mailbox-full", AnyOf = ["mapiexceptionshutoffquota", "quotaexceeded"], Class = ReplyClass.MailboxFull },
        new()
        {
            Name = "microsoft-message-too-large",
            AnyOf = ["rst recipsizelimit", "rst sendersizelimit"],
            Class = ReplyClass.MessageTooLarge,
        },
        new()
        {
            Name = "microsoft-no-subscription",
            AnyOf = ["hosted tenant which has no mail enabled", "no mail enabled subscriptions"],
            Class = ReplyClass.BadDomain,
        },
        new()
        {
            Name = "microsoft-mailbox-unavailable",
            Providers = Microsoft,
            Codes = [550],
            AnyOf = ["mailbox unavailable"],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "microsoft-server",
            Codes = [4],
            AnyOf =
            [
                "temporary server error", "message failed to be", "system not accepting network messages", "pfa agent busy",
                "message not proxied", "connection dropped",
            ],
            Class = ReplyClass.ServerTemporary,
        },
    ];
}
