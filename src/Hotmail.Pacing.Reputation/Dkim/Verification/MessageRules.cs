using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>What a message's signatures cost its sender.</summary>
internal static class MessageRules
{
    private const string FieldName = "DKIM-Signature";

    /// <summary>The issues, the worst first.</summary>
    /// <param name="signatures">The signatures.</param>
    /// <param name="senders">How many From fields the message has.</param>
    public static IReadOnlyList<ReputationIssue> Check(IReadOnlyList<DkimSignatureResult> signatures, int senders)
    {
        if (signatures.Count == 0)
        {
            return [DkimIssues.NoSignature.On(FieldName, "There is no DKIM-Signature field.")];
        }

        var passes = signatures.Any(static signature => signature.Verdict == DkimVerdict.Pass);
        var hasRsa = signatures.Any(static signature => signature is { Verdict: DkimVerdict.Pass, Key.KeyType: DkimKeyType.Rsa });
        return [.. signatures.SelectMany(signature => Check(signature, passes, hasRsa, senders))
            .DistinctBy(static issue => (issue.Code, issue.Subject, issue.Evidence))
            .OrderByDescending(static issue => issue.Severity)];
    }

    private static IEnumerable<ReputationIssue> Check(DkimSignatureResult signature, bool passes, bool hasRsa, int senders)
    {
        var subject = signature.Domain is null ? FieldName : $"{FieldName} of {signature.Domain}";
        if (signature.Failure == DkimFailure.NotChecked)
        {
            yield return DkimIssues.NotChecked.On(FieldName, signature.Reason);
        }
        else if (signature.Failure == DkimFailure.DnsFailed)
        {
            yield return DkimIssues.DnsFailed.On(subject, signature.Reason);
        }
        else if (signature.Verdict != DkimVerdict.Pass)
        {
            yield return (passes ? DkimIssues.AnotherFails : DkimIssues.NonePasses).On(subject, signature.Reason, signature.Position);
        }

        if (signature.UnsignedBodyBytes is { } bytes)
        {
            yield return DkimIssues.BodyLength.On(subject, $"{bytes} bytes at the end of the body are not signed.");
        }

        if (signature.Verdict != DkimVerdict.Pass)
        {
            yield break;
        }

        if (signature.SignedHeaders.Count(static name => name.Equals("from", StringComparison.OrdinalIgnoreCase)) <= senders)
        {
            yield return DkimIssues.FromCanBeAdded.On(subject, $"h={string.Join(':', signature.SignedHeaders)}");
        }

        foreach (var issue in KeyRecordRules.Check(signature.Key!, SelectorName.Of(signature.Domain!, signature.Selector!), hasRsa))
        {
            yield return issue;
        }
    }
}
