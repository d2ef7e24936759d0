using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.RawMessages;

namespace Hotmail.Pacing.Reputation.BulkSender.Rules;

/// <summary>SPF and DKIM and DMARC, as Microsoft asks of those who send much. Pure.</summary>
internal static class AuthenticationRules
{
    /// <summary>The issues.</summary>
    public static IEnumerable<ReputationIssue> Check(RawMessage message, AuthenticationSummary results)
    {
        var isUnsigned = results.DkimPasses is null && message.Value("DKIM-Signature") is null;
        if (results.SpfPasses is false)
        {
            yield return BulkSenderIssues.Spf.On("message", results.SpfReason ?? "SPF was evaluated and does not pass.");
        }

        if (results.DkimPasses is false || isUnsigned)
        {
            yield return BulkSenderIssues.Dkim.On("message", isUnsigned ? "The message has no DKIM-Signature field." : "DKIM was evaluated and no signature passes.");
        }

        if (results.DmarcPasses is false)
        {
            yield return BulkSenderIssues.Dmarc.On("message", results.DmarcReason ?? "DMARC was evaluated: there is no record, or neither SPF nor DKIM passes for the From domain.");
        }

        string?[] unknown = [results.SpfPasses is null ? "SPF" : null, results.DkimPasses is null && !isUnsigned ? "DKIM" : null, results.DmarcPasses is null ? "DMARC" : null];
        if (unknown.Any(static name => name is not null))
        {
            yield return BulkSenderIssues.AuthenticationUnknown.On("message", $"The result of {string.Join(", ", unknown.Where(static name => name is not null))} is not known.");
        }
    }
}
