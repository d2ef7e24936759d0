namespace Hotmail.Pacing.Responses.Rules;

/// <summary>
/// Filters that stand in front of many domains: Mimecast, Proofpoint, Cisco, Symantec (MessageLabs), Barracuda, Trend Micro, Cloudmark, Cloudflare.
/// Sources: "Mimecast SMTP Error Codes"; Broadcom's "Email error and bounce codes for Email Security.cloud"; Barracuda's "SMTP Error Codes".
/// </summary>
internal static class FilterRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "mimecast-authentication",
            AnyOf = ["submitter failed", "route requires"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "mimecast-relay",
            AnyOf = ["open relay not allowed", "open relay is not allowed"],
            Class = ReplyClass.RelayDenied,
        },
        new()
        {
            Name = "mimecast-authentication",
            AnyOf = ["sender invalid envelope rejected"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "mimecast-blocked",
            AnyOf =
            [
                "envelope blocked", "administrative prohibition", "poor reputation sender ", "host network not allowed", "csi mimecast",
                "ct ip reputation", "ip temporarily blacklisted", "anti spoofing policy", "manually blocked senders",
                "header based blocked senders", "block policy for",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "mimecast-content",
            AnyOf = ["rejected due to security policies", "content examination policy", "mcspamsignature"],
            Class = ReplyClass.ContentRejected,
        },
        new() { Name = "mimecast-threads", AnyOf = ["outbound thread limit"], Class = ReplyClass.ConnectionLimit },
        new()
        {
            Name = "proofpoint-blocked",
            AnyOf = ["prs proofpoint com", "ipcheck proofpoint com", "support proofpoint com dnsbl"],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "cisco-blocked",
            AnyOf =
            [
                "access to this mail system has been rejected", "access to submit messages to this e mail system has been rejected",
                "sending mta s poor reputation", "senderbase",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "messagelabs-filtered",
            AnyOf = ["message filtered", "filtered by outbound scanning", "stray linefeeds"],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "messagelabs-blocked",
            AnyOf = ["connection rejected by policy", "badmailfrom", "sender envelope domain not allowed"],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "barracuda-blocked",
            AnyOf = ["barracudacentral", "barracudanetworks com reputation", "permanent failure for one or more recipients"],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "barracuda-spoofed", AnyOf = ["spoofed message"], Class = ReplyClass.ContentRejected },
        new()
        {
            Name = "trendmicro-blocked",
            AnyOf =
            [
                "trend micro rbl", "mail abuse com", "trend micro email reputation", "block send er", "ers customized block", " ers rbl ",
                " ers dul ", " ers qil ",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "trendmicro-domain", AnyOf = ["rejected no domain "], Class = ReplyClass.BadDomain },
        new() { Name = "trendmicro-recipient", AnyOf = ["rejected block rcpt "], Class = ReplyClass.BadMailbox },
        new()
        {
            Name = "cloudmark-blocked",
            AnyOf = ["csi cloudmark com", "cloudmark sender intelligence", "cloudmark poor reputation"],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "cloudflare-upstream",
            AllOf = ["email routing postmaster", "upstream error"],
            Class = ReplyClass.ServerTemporary,
        },
    ];
}
