using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>What only shows when a domain, its addresses and its mail are seen together.</summary>
internal static class CheckIssues
{
    public static readonly IssueDefinition AddressNotAllowed = new()
    {
        Code = "spf-address-not-allowed",
        Area = IssueArea.Spf,
        Severity = IssueSeverity.Error,
        Summary = "The domain's own sending address does not pass SPF.",
        Why = "Mail that leaves from there fails SPF at every receiver; Microsoft refuses bulk mail without a pass (550 5.7.515), and no trust gathers on it.",
        Fix = "Add the address to the record, as ip4: or ip6:, before its all.",
    };

    public static readonly IssueDefinition AddressUnknown = new()
    {
        Code = "spf-address-unknown",
        Area = IssueArea.Spf,
        Severity = IssueSeverity.Unknown,
        Summary = "Whether a sending address passes SPF could not be found out.",
        Why = "A receiver with the same trouble defers the mail, or takes it as unauthenticated.",
        Fix = "Check again later; if it goes on, look at the name servers of the domain and of those that its record includes.",
    };

    public static readonly IssueDefinition NoSelectors = new()
    {
        Code = "dkim-no-selectors-named",
        Area = IssueArea.Dkim,
        Severity = IssueSeverity.Unknown,
        Summary = "DKIM was not checked: no selector was named.",
        Why = "The DNS has no list of a domain's selectors. Microsoft refuses bulk mail without a DKIM pass (550 5.7.515), so it is worth knowing that the keys are good.",
        Fix = "Name the selectors that the mail is signed with: they are the s= of its DKIM-Signature fields.",
    };

    public static IReadOnlyList<IssueDefinition> All { get; } = [AddressNotAllowed, AddressUnknown, NoSelectors];
}
