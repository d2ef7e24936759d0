namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>A DKIM signature of a message, with what came of it.</summary>
/// <param name="Domain">The domain that signed (<c>d=</c>).</param>
/// <param name="Verdict">What came of it.</param>
public sealed record DmarcSignature(string Domain, DmarcSignatureVerdict Verdict);
