using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Reputation.Checks;

/// <summary>What to do about a message's authentication, now that it is known why it is as it is. Pure.</summary>
internal static class MessageFixes
{
    /// <summary>The issue with the fix for this message; as it is, where the general one is all that can be said.</summary>
    public static ReputationIssue Apply(ReputationIssue issue, IPAddress? client, SpfResult? spf, DmarcResult dmarc) =>
        issue.Definition == BulkSenderIssues.AuthenticationUnknown ? Explain(issue, spf, dmarc)
        : issue.Definition == BulkSenderIssues.Spf && spf is not null && client is not null ? issue.Definition.On(spf.Domain, issue.Evidence, fix: MendSpf(spf, AddressScope.Normalise(client)))
        : issue.Definition == BulkSenderIssues.Dmarc && dmarc.FromDomain is { } from ? issue.Definition.On(from, issue.Evidence, fix: MendDmarc(dmarc, from))
        : issue;

    /// <summary>What is missing, and who can give it.</summary>
    private static ReputationIssue Explain(ReputationIssue issue, SpfResult? spf, DmarcResult dmarc)
    {
        var why = spf is null ? "SPF was not evaluated, for want of the public address that the message was sent from, or of its envelope sender." : spf.Verdict == SpfVerdict.TempError ? spf.Reason : null;
        var open = dmarc.Verdict == DmarcVerdict.TempError && dmarc.Reason != why ? dmarc.Reason : null;
        return issue.Definition.On(
            issue.Subject,
            string.Join(' ', new[] { issue.Evidence, why, open }.Where(static text => text is not null)),
            fix: spf is null ? "Give the check the public address that the message was sent from, and its envelope sender." : "Check again later; if it stays so, look at the name servers of the domains.");
    }

    private static string MendSpf(SpfResult spf, IPAddress client)
    {
        var term = client.AddressFamily == AddressFamily.InterNetworkV6 ? $"ip6:{client}" : $"ip4:{client}";
        return spf.Verdict switch
        {
            SpfVerdict.None => $"Publish at {spf.Domain}: v=spf1 {term} -all",
            SpfVerdict.PermError => $"Mend the SPF record of {spf.RecordDomain}, and look whether that of {spf.Domain} has {term}. {spf.Reason}",
            _ => $"Add {term} to the SPF record of {spf.Domain}, right behind v=spf1; or send from an address that is in it.",
        };
    }

    private static string MendDmarc(DmarcResult dmarc, string from) => dmarc switch
    {
        { Verdict: DmarcVerdict.Fail } => $"Sign with DKIM as d={from}; or use {from} in MAIL FROM, with the sending address in its SPF record.",
        { Discovery: { Record: { } record, RecordDomain: { } owner } } => $"Give the record at _dmarc.{owner} a valid policy, such as v=DMARC1; p=none; rua=mailto:dmarc-reports@{owner} in place of: {record.Text}",
        { Discovery.Lookups: { } lookups } when lookups.FirstOrDefault(static lookup => lookup.Status == DmarcLookupStatus.Several) is { } several => $"Remove all but one of the DMARC records at {several.Name}.",
        _ => $"Publish at _dmarc.{from}: v=DMARC1; p=none; rua=mailto:dmarc-reports@{from}",
    };
}
