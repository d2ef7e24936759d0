namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What an enhanced code says alone. Sources: RFC 3463, and the IANA registry "SMTP Enhanced Status Codes" (RFC 5248) with the RFCs it names.</summary>
internal static class EnhancedCodeRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        // A command out of order or not implemented stays that, whatever detail stands beside it.
        new()
        {
            Name = "enhanced-protocol",
            Codes = [502, 503, 504],
            EnhancedCodes = ["*.5.*", "*.7.*"],
            Class = ReplyClass.ProtocolError,
        },
        new()
        {
            Name = "enhanced-bad-mailbox",
            EnhancedCodes = ["*.1.0-1", "*.1.4-5", "*.1.6", "*.2.0-1", "*.2.4", "*.7.2", "*.7.13", "*.7.17", "*.7.19"],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "enhanced-bad-domain",
            EnhancedCodes = ["*.1.2", "*.1.8", "*.1.10", "*.4.4", "*.7.18", "*.7.27"],
            Class = ReplyClass.BadDomain,
        },
        new() { Name = "enhanced-mailbox-full", EnhancedCodes = ["*.2.2"], Class = ReplyClass.MailboxFull },
        new() { Name = "enhanced-too-large", EnhancedCodes = ["*.2.3", "*.3.4", "*.7.16"], Class = ReplyClass.MessageTooLarge },
        new() { Name = "enhanced-rate", EnhancedCodes = ["*.5.3", "*.7.28"], Class = ReplyClass.RateLimit },
        new()
        {
            Name = "enhanced-authentication",
            EnhancedCodes = ["*.7.4-12", "*.7.14", "*.7.20-26", "*.7.29-30"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new() { Name = "enhanced-content", EnhancedCodes = ["*.6.*"], Class = ReplyClass.ContentRejected },
        new()
        {
            Name = "enhanced-protocol",
            EnhancedCodes = ["*.1.3", "*.1.7", "*.1.9", "*.3.3", "*.5.*"],
            Class = ReplyClass.ProtocolError,
        },
        new() { Name = "enhanced-server", EnhancedCodes = ["*.3.*", "*.4.*"], Class = ReplyClass.ServerTemporary },

        // Security or policy (X.7.0, X.7.1): about the message once it was sent, else about the sender.
        new()
        {
            Name = "enhanced-policy",
            Codes = [5],
            Stages = [SmtpStage.EndOfData],
            EnhancedCodes = ["*.7.0-1"],
            Class = ReplyClass.ContentRejected,
        },
        new() { Name = "enhanced-policy", Codes = [5], EnhancedCodes = ["*.7.*"], Class = ReplyClass.ReputationBlock },
    ];
}
