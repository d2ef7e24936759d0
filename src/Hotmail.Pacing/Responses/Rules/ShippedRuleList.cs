namespace Hotmail.Pacing.Responses.Rules;

/// <summary>The order of the shipped rules: providers' own words and codes, then words that many servers share, then codes alone.</summary>
internal static class ShippedRuleList
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        .. MicrosoftRules.All,
        .. GmailRules.All,
        .. YahooRules.All,
        .. AppleRules.All,
        .. FilterRules.All,
        .. HostRules.All,
        .. SenderRules.All,
        .. LimitRules.All,
        .. RecipientRules.All,
        .. ContentRules.Plain,
        .. ReputationRules.All,
        .. ContentRules.Vague,
        .. ServerRules.All,
        .. RecipientRules.Vague,
        .. ReputationRules.Vague,
        .. UnspecificRules.WithUnspecificCode,
        .. EnhancedCodeRules.All,
        .. UnspecificRules.WithoutCode,
        .. BasicCodeRules.All,
    ];
}
