using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>What came of a message's signatures.</summary>
public sealed record DkimMessageResult
{
    /// <summary>The signatures from the top of the header; empty for a message that is not signed.</summary>
    public IReadOnlyList<DkimSignatureResult> Signatures { get; init; } = [];

    /// <summary>Whether at least one passes. Whether its domain is that of the From address is another question, which DMARC asks.</summary>
    public bool Passes => Signatures.Any(static signature => signature.Verdict == DkimVerdict.Pass);

    /// <summary>What costs the sender trust, the worst first.</summary>
    public IReadOnlyList<ReputationIssue> Issues { get; init; } = [];
}
