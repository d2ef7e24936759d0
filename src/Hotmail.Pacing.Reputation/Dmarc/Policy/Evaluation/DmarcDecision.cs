using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>Makes the verdict (RFC 9989 §5.3, RFC 7489 §6.6). Pure.</summary>
internal static class DmarcDecision
{
    /// <summary>Whether two domains are aligned. Null where an organisational domain that matters is not known.</summary>
    public static bool? AreAligned(string from, string? fromOrganization, string other, string? otherOrganization, DmarcAlignmentMode mode) =>
        from == other ? true
        : mode == DmarcAlignmentMode.Strict ? false
        : IsOutOfReach(from, fromOrganization, other) ? false
        : fromOrganization is null || otherOrganization is null ? null
        : fromOrganization == otherOrganization;

    /// <summary>Whether two different domains cannot have the same organisational domain, so that the other one's need not be found.</summary>
    public static bool IsOutOfReach(string from, string? fromOrganization, string other) =>
        fromOrganization is not null ? !DomainName.IsAtOrBelow(other, fromOrganization) : TopLabel(from) != TopLabel(other);

    /// <summary>Makes the verdict.</summary>
    public static DmarcResult Decide(DmarcFacts facts)
    {
        var discovery = facts.Discovery;
        if (discovery.Error is { } error)
        {
            return new DmarcResult { Verdict = DmarcVerdict.PermError, Reason = $"The From field names no domain that can be checked. {error}" };
        }

        var result = new DmarcResult { Verdict = DmarcVerdict.None, Reason = "", FromDomain = discovery.Domain, Discovery = discovery };
        if (discovery.Record is not { } record)
        {
            return discovery.Failure is { } failure
                ? result with { Verdict = DmarcVerdict.TempError, Reason = failure }
                : result with { Reason = DescribeNone(discovery) };
        }

        if (!record.IsUsable)
        {
            return result with
            {
                Verdict = DmarcVerdict.PermError,
                Reason = $"The record of {discovery.RecordDomain} has no valid policy and asks for no reports, so that receivers do not use it: {record.Text}",
            };
        }

        DmarcAlignment[] alignments = [.. facts.Identifiers.Select(identifier => Align(discovery, record, identifier))];
        var isSubdomain = discovery.RecordDomain != discovery.Domain;
        var (policy, tag) = record.Choose(isSubdomain, facts.Exists ?? true);
        result = result with { Alignments = alignments, Policy = policy, PolicyTag = tag };
        if (Array.Find(alignments, static alignment => alignment.Counts) is { } pass)
        {
            return result with { Verdict = DmarcVerdict.Pass, Reason = pass.Reason };
        }

        if (Array.Find(alignments, static alignment => alignment.MayCount) is { } open)
        {
            return result with { Verdict = DmarcVerdict.TempError, Reason = $"{open.Reason} {discovery.Failure}".TrimEnd() };
        }

        var why = alignments.Length == 0 ? "Neither SPF nor a DKIM signature speaks for the message." : string.Join(' ', alignments.Select(static alignment => alignment.Reason));
        return facts.Exists is null
            ? result with { Verdict = DmarcVerdict.TempError, Reason = $"{why} Whether {discovery.Domain} exists, and so which policy applies, is not known." }
            : Fail(result, record, why, facts);
    }

    /// <summary>Whether it matters if the domain exists.</summary>
    public static bool NeedsExistence(DmarcDiscoveryResult discovery, DmarcDiscoveryMode mode) =>
        mode == DmarcDiscoveryMode.TreeWalk && discovery is { Record: { HasValidPolicy: true, NonexistentPolicy: { } np } record }
        && discovery.RecordDomain != discovery.Domain && np != (record.SubdomainPolicy ?? record.Policy);

    private static DmarcResult Fail(DmarcResult result, DmarcPolicyRecord record, string why, DmarcFacts facts)
    {
        var disposition = result.Policy!.Value;
        var because = $"{result.PolicyTag}={Name(disposition)} of {facts.Discovery.RecordDomain} applies";
        if (!record.HasValidPolicy)
        {
            because = $"the record of {facts.Discovery.RecordDomain} has no valid policy, and is taken as p=none";
        }
        else if (facts.Mode == DmarcDiscoveryMode.TreeWalk && record.IsTest && disposition != DmarcPolicy.None)
        {
            disposition--;
            because += $", weakened to {Name(disposition)} by t=y";
        }
        else if (facts.Mode == DmarcDiscoveryMode.PublicSuffixList && record.Percentage is < 100 and var percentage)
        {
            because += $", to {percentage} of a hundred such messages";
        }

        return result with { Verdict = DmarcVerdict.Fail, Disposition = disposition, Reason = $"{why} So {because}." };
    }

    private static DmarcAlignment Align(DmarcDiscoveryResult discovery, DmarcPolicyRecord record, DmarcIdentifier identifier)
    {
        var mode = identifier.Mechanism == DmarcMechanism.Spf ? record.SpfAlignment : record.DkimAlignment;
        var isAligned = AreAligned(discovery.Domain, discovery.OrganizationalDomain, identifier.Domain, identifier.Organization, mode);
        var name = identifier.Mechanism == DmarcMechanism.Spf ? "SPF" : "DKIM";
        var alignment = isAligned switch
        {
            null => $"of which it is not known whether it is aligned with {discovery.Domain}",
            true when identifier.Domain == discovery.Domain => "the domain of the From field",
            true => $"which is aligned with {discovery.Domain}",
            false when mode == DmarcAlignmentMode.Strict => $"which is not {discovery.Domain}, as the record's strict alignment asks for",
            false => $"which is not aligned with {discovery.Domain}",
        };
        return new DmarcAlignment
        {
            Mechanism = identifier.Mechanism,
            Domain = identifier.Domain,
            HasPassed = identifier.HasPassed,
            Mode = mode,
            IsAligned = isAligned,
            Reason = $"{name} {identifier.Word} for {identifier.Domain}, {alignment}.",
        };
    }

    private static string DescribeNone(DmarcDiscoveryResult discovery)
    {
        var several = discovery.Lookups.FirstOrDefault(static lookup => lookup.Status == DmarcLookupStatus.Several);
        return several is null
            ? $"No DMARC record applies to {discovery.Domain}."
            : $"No DMARC record applies to {discovery.Domain}: {several.Domain} has more than one, and receivers use none of them.";
    }

    private static string Name(DmarcPolicy policy) => policy switch
    {
        DmarcPolicy.Quarantine => "quarantine",
        DmarcPolicy.Reject => "reject",
        _ => "none",
    };

    private static string TopLabel(string name) => name[(name.LastIndexOf('.') + 1)..];
}
