namespace Hotmail.Pacing.Responses.Rules;

/// <summary>
/// Single words that say what a refusal is about when no known sentence was found: better than a code that says nothing (550 alone, 5.7.1, 5.0.0, 5.3.0),
/// not better than one that does (5.1.1).
/// </summary>
internal static class UnspecificRules
{
    private static readonly string[] SayNothing = ["*.0.0", "*.3.0", "*.5.0", "*.7.0-1"];

    /// <summary>For replies whose enhanced code says nothing: to go ahead of the rules about enhanced codes.</summary>
    public static IReadOnlyList<ClassificationRule> WithUnspecificCode { get; } = Words(SayNothing);

    /// <summary>For replies without an enhanced code that a rule is for: to go ahead of the rules about basic codes.</summary>
    public static IReadOnlyList<ClassificationRule> WithoutCode { get; } = Words([]);

    private static ClassificationRule[] Words(string[] enhancedCodes) =>
    [
        Word(ReplyClass.RelayDenied, enhancedCodes, ["relay"]),
        Word(ReplyClass.AuthenticationFailure, enhancedCodes, ["authentic", "password", "credential", "login", "certificate", " tls ", " ssl "]),
        Word(ReplyClass.RateLimit, enhancedCodes, ["outgoing", "too many", "rate exceeded", "limit exceeded"]),
        Word(ReplyClass.MailboxFull, enhancedCodes, ["quota", "storage", "speicherplatz", "speichervolumen", "spazio", "espacio", "espace disque"]),
        Word(ReplyClass.MessageTooLarge, enhancedCodes, ["too large", "too big", " size "]),
        Word(ReplyClass.ContentRejected, enhancedCodes, [" virus", "filter", " html ", "attachment"]),
        Word(ReplyClass.BadDomain, enhancedCodes, ["mx record", " dns ", "mail domain"]),
        Word(
            ReplyClass.ReputationBlock,
            enhancedCodes,
            ["your ip", "your domain", "your server", "your host", "your network", "the sender", "this sender", "no access for"]),
    ];

    private static ClassificationRule Word(ReplyClass meaning, string[] enhancedCodes, string[] words) =>
        new() { Name = "unspecific-words", Codes = [5], EnhancedCodes = enhancedCodes, AnyOf = words, Class = meaning };
}
