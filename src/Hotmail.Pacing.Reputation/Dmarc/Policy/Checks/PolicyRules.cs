using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;

/// <summary>What is wrong with the record that applies to a domain. Pure.</summary>
internal sealed class PolicyRules(DmarcDiscoveryResult discovery, DmarcPolicyRecord record)
{
    // Who has as many to mend need not see the rest yet.
    private const int Most = 10;

    private static readonly string[] PolicyTags = ["p", "sp", "np"];

    private readonly string _owner = discovery.RecordDomain!;

    public IEnumerable<ReputationIssue> Check()
    {
        var isInherited = _owner != discovery.Domain;
        if (isInherited)
        {
            var (policy, tag) = record.Choose(isSubdomain: true, exists: true);
            yield return DmarcIssues.Inherited.On(discovery.Domain, $"The record of {_owner} applies, with {tag}={Name(policy)}: {record.Text}");
        }

        // A wrong policy is one fault, not one of syntax besides.
        var wrong = record.HasValidPolicy ? null : record.Errors.FirstOrDefault(IsOfPolicy);
        foreach (var error in record.Errors.Where(error => record.HasValidPolicy || !IsOfPolicy(error)).Take(Most))
        {
            yield return On(DmarcIssues.Syntax, error.Reason, error.Position, "Mend it: " + error.Reason);
        }

        if (!record.HasValidPolicy)
        {
            yield return On(record.IsUsable ? DmarcIssues.NoPolicy : DmarcIssues.Unusable, wrong?.Reason ?? "There is no valid policy.", wrong?.Position, $"Publish at _dmarc.{_owner}: v=DMARC1; p=none{WithReports()}");
        }

        // A record that has a wrong policy, or is not the domain's to change, has nothing to be compared.
        foreach (var issue in (record.HasValidPolicy ? CheckPolicies(isInherited) : []).Concat(CheckReports()).Concat(CheckTags()))
        {
            yield return issue;
        }
    }

    private IEnumerable<ReputationIssue> CheckPolicies(bool isInherited)
    {
        var own = record.Policy!.Value;
        var below = record.SubdomainPolicy ?? own;
        var (effective, tag) = record.Choose(isInherited, exists: true);
        if (effective == DmarcPolicy.None)
        {
            yield return On(DmarcIssues.PolicyNone, $"{tag}=none applies to {discovery.Domain}.", At(tag), Replacing(tag, "quarantine"));
        }

        if (!isInherited && below < own)
        {
            yield return On(DmarcIssues.WeakSubdomains, $"sp={Name(below)} is weaker than p={Name(own)}.", At("sp"), Replacing("sp", Name(own)));
        }

        if (record.NonexistentPolicy is { } nonexistent && nonexistent < below)
        {
            yield return On(DmarcIssues.WeakNonexistent, $"np={Name(nonexistent)} is weaker than {Name(below)}, which goes for the other subdomains.", At("np"), Replacing("np", "reject"));
        }

        if (record.IsTest && (own != DmarcPolicy.None || below != DmarcPolicy.None))
        {
            yield return On(DmarcIssues.Test, "t=y weakens the policy by one step.", At("t"));
        }
    }

    private IEnumerable<ReputationIssue> CheckReports()
    {
        if (record.Tags.Find("rua") is null && record.IsUsable)
        {
            yield return On(DmarcIssues.NoReports, "There is no rua.", null, $"Publish at _dmarc.{_owner}: {record.Text.TrimEnd(' ', ';')}; rua=mailto:dmarc-reports@{_owner}");
        }

        foreach (var address in record.AggregateReports.Concat(record.FailureReports))
        {
            if (address.Mailbox is null)
            {
                yield return On(DmarcIssues.ReportAddress, $"{address.Text} is no mailto: address.", address.Position);
            }

            if (address.Size is { } size)
            {
                yield return On(DmarcIssues.ReportSize, $"!{size} stands behind {address.Text}.", address.Position);
            }
        }

        if (record.AggregateReports.Count > 2)
        {
            yield return On(DmarcIssues.ManyReportAddresses, $"rua names {record.AggregateReports.Count} addresses.", record.AggregateReports[2].Position);
        }

        if (record.Tags.Find("ruf") is { } ruf)
        {
            yield return On(DmarcIssues.FailureReports, "ruf asks for reports of single failures.", ruf.Position);
        }
        else if (record.Tags.Find("fo") is { } fo)
        {
            yield return On(DmarcIssues.FailureOptions, "fo stands there without ruf.", fo.Position);
        }
    }

    private IEnumerable<ReputationIssue> CheckTags()
    {
        if (record.Percentage is < 100 and var percentage)
        {
            yield return On(DmarcIssues.Percentage, $"pct={percentage} is there.", At("pct"));
        }

        foreach (var name in (string[])["pct", "rf", "ri"])
        {
            if (record.Tags.Find(name) is { } tag && (name != "pct" || record.Percentage == 100))
            {
                yield return On(DmarcIssues.RemovedTag, $"{name} is there.", tag.Position);
            }
        }

        foreach (var tag in record.UnknownTags.Take(Most))
        {
            yield return On(DmarcIssues.UnknownTag, $"{tag.Name} is there.", tag.Position);
        }

        if (record.Tags.Find("p") is { } policy && record.Tags.Tags[1].Name != "p")
        {
            yield return On(DmarcIssues.TagOrder, $"{record.Tags.Tags[1].Name} stands before p.", policy.Position);
        }

        if (record.DkimAlignment == DmarcAlignmentMode.Strict || record.SpfAlignment == DmarcAlignmentMode.Strict)
        {
            var tags = string.Join(" and ", new[] { (record.DkimAlignment, "adkim=s"), (record.SpfAlignment, "aspf=s") }.Where(static tag => tag.Item1 == DmarcAlignmentMode.Strict).Select(static tag => tag.Item2));
            yield return On(DmarcIssues.Strict, $"{tags} is there.", At(record.DkimAlignment == DmarcAlignmentMode.Strict ? "adkim" : "aspf"));
        }

        if (record.PublicSuffix == DmarcPublicSuffix.Yes && _owner == discovery.Domain && discovery.SuffixListDomain is { } listed && !discovery.IsListedSuffix)
        {
            yield return On(DmarcIssues.PublicSuffix, $"psd=y is there, while the public suffix list has {_owner} as a domain of {listed}.", At("psd"));
        }
    }

    private bool IsOfPolicy(RecordRemark error) => Array.Exists(PolicyTags, name => record.Tags.Find(name)?.ValuePosition == error.Position);

    private ReputationIssue On(IssueDefinition definition, string what, int? position, string? fix = null) =>
        definition.On(discovery.Domain, $"{what} The record of {_owner}: {record.Text}", position, fix);

    private int? At(string tag) => record.Tags.Find(tag)?.Position;

    /// <summary>The record with another value of a tag.</summary>
    private string Replacing(string name, string value)
    {
        if (record.Tags.Find(name) is not { } tag)
        {
            return $"Publish at _dmarc.{_owner}: {record.Text.TrimEnd(' ', ';')}; {name}={value}";
        }

        var end = tag.ValuePosition + tag.Value.Length;
        return $"Publish at _dmarc.{_owner}: {record.Text[..tag.ValuePosition]}{value}{record.Text[end..]}";
    }

    private string WithReports() => record.AggregateReports.Count == 0 ? $"; rua=mailto:dmarc-reports@{_owner}" : $"; rua={string.Join(',', record.AggregateReports.Select(static address => address.Text))}";

    private static string Name(DmarcPolicy policy) => policy switch
    {
        DmarcPolicy.Quarantine => "quarantine",
        DmarcPolicy.Reject => "reject",
        _ => "none",
    };
}
