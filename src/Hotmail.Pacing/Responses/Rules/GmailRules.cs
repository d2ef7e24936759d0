namespace Hotmail.Pacing.Responses.Rules;

/// <summary>Gmail and Google Workspace. Source: Google Workspace Admin Help, "SMTP errors and codes" (support.google.com/a/answer/3726730).</summary>
internal static class GmailRules
{
    private static readonly string[] Gmail = ["gmail"];

    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "gmail-authentication",
            Providers = Gmail,
            EnhancedCodes = ["*.7.20-27", "*.7.29-32", "*.7.40"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new() { Name = "gmail-whitelist", AnyOf = ["ip not in whitelist for rcpt domain"], Class = ReplyClass.ReputationBlock },
        new()
        {
            Name = "gmail-reputation",
            Codes = [4],
            AnyOf = ["unusual rate of", "unusual amount of", "very low reputation of the sending", "low reputation of the sending"],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "gmail-reputation",
            Codes = [5],
            AnyOf =
            [
                "unusual rate of", "unusual amount of", "very low reputation of the sending", "low reputation of the sending",
                "not authorized to send email directly to our servers",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "gmail-recipient-rate",
            AnyOf = ["receiving mail at a rate that", "receiving mail too quickly", "same message id"],
            Class = ReplyClass.RateLimit,
        },
        new()
        {
            Name = "gmail-relay-limit",
            AnyOf = ["daily sending quota", "daily user sending", "smtp relay limit", "smtp relay sending limit"],
            Class = ReplyClass.RateLimit,
        },
        new() { Name = "gmail-rate", Providers = Gmail, Codes = [4], EnhancedCodes = ["4.7.28"], Class = ReplyClass.ReputationThrottle },
        new() { Name = "gmail-rate", Providers = Gmail, Codes = [5], EnhancedCodes = ["5.7.28"], Class = ReplyClass.ReputationBlock },
        new() { Name = "gmail-ipv6-authentication", AnyOf = ["ipv6 sending guidelines"], Class = ReplyClass.AuthenticationFailure },
        new()
        {
            Name = "gmail-content",
            AnyOf =
            [
                "likely unsolicited mail", "suspicious due to the nature of", "detected an illegal attachment",
                "its content presents a potential", "has a policy that prohibited the mail", "encoded word syntax is not permitted",
                "messages missing a valid", "messages with multiple", "classification as bulk mail", "not rfc 5322 compliant",
                "unicode character in a disallowed header", "mail message is malformed", "number of attachments",
                "google s message header", "google s header", "header size",
            ],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "gmail-size",
            AnyOf = ["exceeded google s message size", "exceeds google s message size", "exceeds google s limit of"],
            NoneOf = ["header"],
            Class = ReplyClass.MessageTooLarge,
        },
        new()
        {
            Name = "gmail-server",
            Codes = [4],
            AnyOf =
            [
                "mail server temporarily rejected", "mail server has temporarily rejected", "multiple destination domains",
                "connection expired", "try again later closing connection",
            ],
            Class = ReplyClass.ServerTemporary,
        },
        new() { Name = "gmail-relay", AnyOf = ["invalid credentials for relay", "mail relay denied"], Class = ReplyClass.RelayDenied },
        new()
        {
            Name = "gmail-sign-in",
            AnyOf = ["log in with your web browser", "log in through your web browser", "mail sending denied"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "gmail-no-such-user",
            AnyOf = ["email account that you tried to reach", "email account you tried to reach", "nosuchuser", "disableduser"],
            NoneOf = ["over quota", "overquota", "storage"],
            Class = ReplyClass.BadMailbox,
        },
    ];
}
