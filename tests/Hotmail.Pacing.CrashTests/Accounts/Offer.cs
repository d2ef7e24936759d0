namespace Hotmail.Pacing.CrashTests;

/// <summary>A message that the child hands to the pacer.</summary>
/// <param name="Id">Its name, which no other has.</param>
/// <param name="Sha256">The hash of its bytes, in lower-case hexadecimal.</param>
/// <param name="Recipients">Its recipients, whose addresses no other message has.</param>
internal sealed record Offer(string Id, string Sha256, string[] Recipients);
