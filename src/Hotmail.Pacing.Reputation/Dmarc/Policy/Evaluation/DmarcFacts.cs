using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>All that a verdict is made from.</summary>
/// <param name="Discovery">What the DNS says of the From field's domain.</param>
/// <param name="Identifiers">What SPF and the signatures say.</param>
/// <param name="Mode">By which standard.</param>
/// <param name="Exists">Whether the From field's domain exists; null where the DNS did not say. Of no account but for <c>np</c>.</param>
internal sealed record DmarcFacts(DmarcDiscoveryResult Discovery, IReadOnlyList<DmarcIdentifier> Identifiers, DmarcDiscoveryMode Mode, bool? Exists);

/// <summary>A domain that SPF or a signature speaks for.</summary>
/// <param name="Mechanism">Which of them.</param>
/// <param name="Domain">The domain, in the DNS's form where it is one.</param>
/// <param name="HasPassed">Whether it was authenticated; null where the DNS did not say.</param>
/// <param name="Word">What was said, as a sentence wants it: "passed", "failed".</param>
/// <param name="Organization">Its organisational domain; null where it is not known, or was not needed.</param>
internal sealed record DmarcIdentifier(DmarcMechanism Mechanism, string Domain, bool? HasPassed, string Word, string? Organization);
