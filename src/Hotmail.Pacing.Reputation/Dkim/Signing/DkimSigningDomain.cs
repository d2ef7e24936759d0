namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>
/// A domain that mail is signed for, with a selector and its private key: exactly one of <see cref="KeyFile"/>, <see cref="KeyPem"/> and <see cref="GetKeyAsync"/>. The key's kind, RSA or
/// Ed25519, decides the algorithm. A domain that is there twice, with two selectors, is signed for twice.
/// </summary>
public sealed class DkimSigningDomain
{
    /// <summary>The domain (<c>d=</c>): that of the From address, or a parent of it.</summary>
    public string Domain { get; set; } = "";

    /// <summary>The selector (<c>s=</c>), under which the public key is published.</summary>
    public string Selector { get; set; } = "";

    /// <summary>A file with the private key in PEM: <c>BEGIN PRIVATE KEY</c> or <c>BEGIN RSA PRIVATE KEY</c>. Read once, at the start.</summary>
    public string? KeyFile { get; set; }

    /// <summary>The private key in PEM.</summary>
    public string? KeyPem { get; set; }

    /// <summary>Gives the private key in PEM, as from a key vault. Called once, at the start; what it throws keeps the pacer from starting.</summary>
    public Func<CancellationToken, ValueTask<string>>? GetKeyAsync { get; set; }
}
