namespace Hotmail.Pacing.Responses.Rules;

/// <summary>Apple's iCloud Mail. Source: support.apple.com/102322 (formerly HT204137), "Postmaster information for iCloud Mail".</summary>
internal static class AppleRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "apple-authentication",
            AnyOf = [" hme1 ", "failing both spf and dkim"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "apple-policy",
            AnyOf = ["rejected due to local policy", " cs01 ", " cs02 ", " hm01 ", " hm07 ", " hm08 ", " bs01 "],
            Class = ReplyClass.ContentRejected,
        },
        new() { Name = "apple-volume", AnyOf = ["deferred due to excessive volume"], Class = ReplyClass.RateLimit },
    ];
}
