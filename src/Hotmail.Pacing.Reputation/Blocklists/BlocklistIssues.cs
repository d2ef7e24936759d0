using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What may be wrong with an address or domain on blocklists.</summary>
internal static class BlocklistIssues
{
    private const string WhyUnknown = "Nobody can tell whether receivers that ask the list refuse the mail.";

    public static readonly IssueDefinition ListedForMicrosoft = Define(
        "blocklist-listed-microsoft",
        IssueSeverity.Critical,
        "It is on a list by which Microsoft refuses mail.",
        "Microsoft asks Spamhaus of the sending address, the EHLO name and the domain of MAIL FROM, and answers a listing with 550 5.7.1 (S3140, AS3130, S8001, S8002).",
        "Stop the mail that caused it, find the cause (an old or bought list, an account in other hands, an infected host), and only then ask the list to remove it.");

    public static readonly IssueDefinition Policy = Define(
        "blocklist-policy",
        IssueSeverity.Error,
        "The address is on a list of those from which nobody should send mail directly.",
        "Receivers refuse mail from such addresses, whatever it is: they are dynamic, or an end user's.",
        "Ask the ISP to take the address off the list, with a static address and a PTR record of your own; or send from another address, or through a relay.");

    public static readonly IssueDefinition Listed = Define(
        "blocklist-listed",
        IssueSeverity.Warning,
        "It is on a blocklist.",
        "Some receivers refuse or score mail by it; no evidence is known that Microsoft asks it. A listing is most often the first sign of a bad list of recipients.",
        "Find what caused it, stop that, and then ask the list to remove it.");

    public static readonly IssueDefinition ResolverRefused = Define(
        "blocklist-resolver-refused",
        IssueSeverity.Unknown,
        "The list refuses to answer the DNS resolver.",
        WhyUnknown,
        "Ask through a resolver of your own that forwards to nobody (such as Unbound on the same host), or use a key where the list gives keys (Spamhaus DQS: KnownBlocklists.SpamhausZenWithKey).");

    public static readonly IssueDefinition Broken = Define(
        "blocklist-broken",
        IssueSeverity.Unknown,
        "The list does not answer as a list does.",
        "A list that is dead, or whose domain others hold, has nothing or everything in it. " + WhyUnknown,
        "Check the zone's name; where it is right, take the list out of the options.");

    public static readonly IssueDefinition Unknown = Define(
        "blocklist-unknown",
        IssueSeverity.Unknown,
        "The list could not be asked.",
        WhyUnknown,
        "Check again later; if it stays so, have the resolver mended.");

    public static readonly IssueDefinition CannotBeAsked = Define(
        "blocklist-not-public",
        IssueSeverity.Unknown,
        "What was given is nothing that lists have.",
        "Lists have public addresses and domains; receivers judge the address that they see.",
        "Check the public address from which the mail leaves, or a domain.");

    public static IReadOnlyList<IssueDefinition> All { get; } = [ListedForMicrosoft, Policy, Listed, ResolverRefused, Broken, Unknown, CannotBeAsked];

    /// <summary>What a result means.</summary>
    public static IEnumerable<ReputationIssue> Find(string subject, BlocklistResult result)
    {
        if (result.Status == BlocklistStatus.Unknown)
        {
            var definition = result.Problem switch
            {
                BlocklistProblem.ResolverRefused => ResolverRefused,
                BlocklistProblem.ListBroken => Broken,
                BlocklistProblem.CannotBeAsked => CannotBeAsked,
                _ => Unknown,
            };
            yield return definition.On(subject, result.Explanation);
        }

        if (result.Status != BlocklistStatus.Listed)
        {
            yield break;
        }

        if (result.Codes.Any(static code => code.Kind == BlocklistCodeKind.Policy))
        {
            yield return Policy.On(subject, result.Explanation, fix: WithPage(Policy, result.List));
        }

        if (result.Codes.Count == 0 || result.Codes.Any(static code => code.Kind == BlocklistCodeKind.Listing))
        {
            var definition = result.List.IsUsedByMicrosoft ? ListedForMicrosoft : Listed;
            yield return definition.On(subject, result.Explanation, fix: WithPage(definition, result.List));
        }
    }

    private static string? WithPage(IssueDefinition definition, Blocklist list) => list.RemovalPage is { } page ? $"{definition.Fix} {list.Name}: {page}" : null;

    private static IssueDefinition Define(string code, IssueSeverity severity, string summary, string why, string fix) =>
        new() { Code = code, Area = IssueArea.Blocklists, Severity = severity, Summary = summary, Why = why, Fix = fix };
}
