using System.Security.Cryptography;
using Hotmail.Pacing.Reputation.Dkim.Keys;
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

    private SelectorSigner(DkimSigningDomain domain, string name, AsymmetricKeyParameter key, TimeSpan? expireAfter, TimeProvider time)
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

    /// <summary>Makes one. Null where signatures of the key are wrong by its public half: a damaged RSA key can be read, and signs wrongly or not at all.</summary>
    public static SelectorSigner? TryCreate(DkimSigningDomain domain, AsymmetricKeyParameter key, TimeSpan? expireAfter, TimeProvider time)
    {
        try
        {
            var signer = new SelectorSigner(domain, SelectorName.Of(domain.Domain, domain.Selector), key, expireAfter, time);
            return signer.Works() ? signer : null;
        }
        catch (Exception e) when (e is CryptographicException or CryptoException or ArgumentException or ArithmeticException)
        {
            return null;
        }
    }

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

    private bool Works()
    {
        if (_rsa is null)
        {
            return true;
        }

        var trial = "trial"u8;
        var signer = new RsaSigner(_rsa);
        signer.BlockUpdate(trial);
        var verifier = SignerUtilities.GetSigner(signer.AlgorithmName);
        verifier.Init(forSigning: false, PublicKey);
        verifier.BlockUpdate(trial);
        return verifier.VerifySignature(signer.GenerateSignature());
    }
}
