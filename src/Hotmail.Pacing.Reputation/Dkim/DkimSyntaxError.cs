namespace Hotmail.Pacing.Reputation.Dkim;

/// <summary>What is wrong with a key record or a signature.</summary>
/// <param name="Reason">What, as a sentence.</param>
/// <param name="Position">Where in the text, in characters from 0.</param>
public sealed record DkimSyntaxError(string Reason, int Position);
