using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Reports;

/// <summary>What <c>pacing check message</c> says.</summary>
internal sealed record MessageCheckReport(
    string File, string? FromDomain, int Size, int Score, bool IsComplete, SpfVerdictInfo? Spf, IReadOnlyList<DkimSignatureInfo> Dkim, DmarcVerdictInfo Dmarc, IReadOnlyList<IssueInfo> Issues)
{
    public static MessageCheckReport Of(string file, MessageReport found) => new(
        file,
        found.FromDomain,
        found.Size,
        found.Score.Value,
        found.Score.IsComplete,
        found.Spf is { } spf ? new SpfVerdictInfo(Words.Verdict(spf.Verdict), spf.Domain, spf.Reason) : null,
        [.. found.Dkim.Signatures.Select(static signature => new DkimSignatureInfo(
            Words.Verdict(signature.Verdict), signature.Domain, signature.Selector, signature.Algorithm, signature.KeyBits, Words.Name(signature.Failure), signature.Reason, signature.Position))],
        new DmarcVerdictInfo(Words.Verdict(found.Dmarc.Verdict), found.Authentication.DmarcPasses, found.Dmarc.Policy is { } policy ? Words.Name(policy) : null, found.Dmarc.Reason),
        IssueInfo.Of(found.Issues));
}

/// <summary>What SPF says of a message.</summary>
internal sealed record SpfVerdictInfo(string Verdict, string Domain, string Reason);

/// <summary>What came of a signature.</summary>
internal sealed record DkimSignatureInfo(string Verdict, string? Domain, string? Selector, string? Algorithm, int? Bits, string Failure, string Reason, int? Position);

/// <summary>What DMARC says of a message; whether it passes is null where SPF or the DNS would have to be known for it.</summary>
internal sealed record DmarcVerdictInfo(string Verdict, bool? Passes, string? Policy, string Reason);
