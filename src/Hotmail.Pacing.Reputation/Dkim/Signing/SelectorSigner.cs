using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>MimeKit's signer for one selector, with a clock of ours. Used by several threads at once: signing changes nothing in it.</summary>
internal sealed class SelectorSigner : DkimSigner
{
    private readonly TimeProvider _time;
    private readonly RsaSigner.KeyPool? _rsa;

    public SelectorSigner(DkimSigningDomain domain, string name, AsymmetricKeyParameter key, TimeSpan? expireAfter, TimeProvider time)
        : base(key, domain.Domain, domain.Selector, key is Ed25519PrivateKeyParameters ? DkimSignatureAlgorithm.Ed25519Sha256 : DkimSignatureAlgorithm.RsaSha256)
    {
        (Name, _time) = (name, time);
        _rsa = key is RsaPrivateCrtKeyParameters rsa ? new RsaSigner.KeyPool(DotNetUtilities.ToRSAParameters(rsa)) : null;
        HeaderCanonicalizationAlgorithm = BodyCanonicalizationAlgorithm = DkimCanonicalizationAlgorithm.Relaxed;
        SignaturesExpireAfter = expireAfter;
    }

    /// <summary>The name of its key record.</summary>
    public string Name { get; }

    /// <summary>The public key.</summary>
    public AsymmetricKeyParameter PublicKey => PrivateKeys.ToPublic(PrivateKey);

    /// <summary>Signs, and takes the signature off again.</summary>
    /// <param name="message">The message.</param>
    /// <param name="headers">The names for <c>h=</c>.</param>
    /// <returns>The signature's header field.</returns>
    public Header SignDetached(MimeMessage message, IList<string> headers)
    {
        Sign(message, headers);
        var header = message.Headers[HeaderIndex(message)];
        message.Headers.Remove(header);
        return header;
    }

    protected override long GetTimestamp() => _time.GetUtcNow().ToUnixTimeSeconds();

    protected override ISigner CreateSigningContext() => _rsa is null ? base.CreateSigningContext() : new RsaSigner(_rsa);

    private static int HeaderIndex(MimeMessage message) => message.Headers.IndexOf(HeaderId.DkimSignature);
}
