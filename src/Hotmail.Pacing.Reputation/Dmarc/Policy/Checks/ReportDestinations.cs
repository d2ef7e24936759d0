using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;

/// <summary>Whether other organisations agree to get a domain's reports (RFC 9990, RFC 7489 §7.1).</summary>
internal static class ReportDestinations
{
    // Each costs up to 9 questions.
    private const int Most = 10;

    public static async ValueTask<IReadOnlyList<ReputationIssue>> CheckAsync(DmarcDiscovery finder, DmarcDiscoveryResult discovery, DmarcPolicyRecord record, DmarcQuestions questions)
    {
        var issues = new List<ReputationIssue>();
        var owner = discovery.RecordDomain!;
        var organization = owner == discovery.Domain ? discovery.OrganizationalDomain : await finder.FindOrganizationAsync(owner, questions).ConfigureAwait(false);
        var addresses = record.AggregateReports.Concat(record.FailureReports).Where(address => address.Domain is not null && address.Domain != owner).DistinctBy(static address => address.Domain);
        foreach (var address in addresses.Take(Most))
        {
            var destination = address.Domain!;
            var other = await finder.FindOrganizationAsync(destination, questions).ConfigureAwait(false);
            if (organization is not null && organization == other)
            {
                continue;
            }

            var name = $"{owner}._report._dmarc.{destination}";
            var answer = await questions.AskAsync(name, DnsRecordKind.Txt).ConfigureAwait(false);
            if (answer.Texts.Any(DmarcPolicyRecord.IsDmarc))
            {
                continue;
            }

            if (answer.Status == DnsAnswerStatus.Failed || organization is null || other is null)
            {
                issues.Add(DmarcIssues.Unknown.On(discovery.Domain, $"Whether {destination} accepts the reports of {owner} is not known. {answer.Reason ?? discovery.Failure}".TrimEnd(), address.Position));
                continue;
            }

            issues.Add(DmarcIssues.Unauthorized.On(
                discovery.Domain,
                $"{address.Text} is wanted for reports, but {name} has no record that says v=DMARC1. The record of {owner}: {record.Text}",
                address.Position,
                $"Have {destination} publish at {name}: v=DMARC1"));
        }

        return issues;
    }
}
