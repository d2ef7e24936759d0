namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>A message that a <see cref="NodeSmtpServer"/> has taken.</summary>
/// <param name="Session">The session that it came by; no two have the same.</param>
/// <param name="Recipients">The recipients of its envelope that were accepted.</param>
/// <param name="Sha256">The hash of its bytes, without the dots that SMTP adds, in lower-case hexadecimal.</param>
internal sealed record NodeSmtpMessage(string Session, IReadOnlyList<string> Recipients, string Sha256);
