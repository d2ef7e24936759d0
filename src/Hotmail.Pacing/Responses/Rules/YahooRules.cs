namespace Hotmail.Pacing.Responses.Rules;

/// <summary>Yahoo and AOL. Sources: senders.yahooinc.com/smtp-error-codes; AOL's former postmaster pages, whose codes are still seen.</summary>
internal static class YahooRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "yahoo-permanently-deferred",
            AnyOf =
            [
                "permanently deferred", " tss06 ", " tss07 ", " tss09 ", " tss10 ", " tss11 ", " tss12 ", " ts06 ", " ts07 ", " bl21 ",
                " bl22 ", " bl23 ",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "yahoo-complaints",
            Codes = [4],
            AnyOf =
            [
                "due to user complaints", "unexpected volume or user complaints", "due to unexpected volume", " tss01 ", " tss02 ",
                " tss03 ", " tss04 ", " tss05 ", " ts01 ", " ts02 ", " ts03 ", " ts04 ", " ts05 ", " ipts04 ", " ipts05 ", " gl01 ",
                "temporarily deferred 4 16 5", "unusual traffic",
            ],
            NoneOf = ["unresolvable"],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "yahoo-deferred",
            Providers = ["yahoo"],
            Codes = [4],
            AnyOf = ["message temporarily deferred"],
            NoneOf = ["unresolvable"],
            Class = ReplyClass.ReputationThrottle,
        },
        new()
        {
            Name = "yahoo-unauthenticated",
            AnyOf = [" auth01 ", " auth02 ", " au01 ", "requires all senders to authenticate"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new() { Name = "yahoo-no-account", AllOf = ["this user doesn t have a", "account"], Class = ReplyClass.BadMailbox },
        new()
        {
            Name = "yahoo-policy",
            AnyOf = ["not accepted for policy reasons", "message not allowed", "email not accepted for policy"],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "yahoo-from-domain",
            AnyOf = ["unresolvable rfc 5321", "unresolvable rfc 5322", "unresolvable from domain"],
            Class = ReplyClass.BadDomain,
        },
        new()
        {
            Name = "yahoo-messages-per-connection",
            AnyOf = ["max message per connection", "max messages per connection"],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.MessagesPerConnection,
        },
        new() { Name = "yahoo-open-relay", AnyOf = [" vs1 ip "], Class = ReplyClass.ReputationBlock },
        new()
        {
            Name = "aol-blocked",
            AnyOf =
            [
                " dyn t1 ", " dyn t2 ", " dyn p1 ", " rtr bl ", " rtr b1 ", " rtr bb ", " rtr du ", " rtr ch ", " rtr sc ", " con b1 ",
                " rly bl ", " rly bd ", " rly ch ", " rly ch2 ", " rly ob ", " rly sn ", " hvu b1 ", " hvu b2 ",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "aol-rate", AnyOf = [" rly b1 ", " rly b2 ", " rly b3 ", " hvu t1 ", " rtr rl "], Class = ReplyClass.RateLimit },
        new()
        {
            Name = "aol-reverse-dns",
            AnyOf = [" rly ir ", " rtr rd ", " dns nr ", " dns b1 "],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "verizon-blocked",
            AnyOf = ["verizon online s anti spam", "verizon net whitelist"],
            Class = ReplyClass.ReputationBlock,
        },
    ];
}
