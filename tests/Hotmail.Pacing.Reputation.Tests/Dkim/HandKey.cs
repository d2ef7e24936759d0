using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>A pair of keys for tests, with its record and its PEM.</summary>
internal sealed class HandKey
{
    private readonly RSA? _rsa;
    private readonly Ed25519PrivateKeyParameters? _ed25519;

    private HandKey(RSA? rsa, Ed25519PrivateKeyParameters? ed25519) => (_rsa, _ed25519) = (rsa, ed25519);

    public static HandKey Rsa2048 { get; } = Rsa(2048);

    public static HandKey OtherRsa2048 { get; } = Rsa(2048);

    public static HandKey Rsa1024 { get; } = Rsa(1024);

    public static HandKey Rsa768 { get; } = Rsa(768);

    public static HandKey Ed25519 { get; } = new(null, new Ed25519PrivateKeyParameters(SHA256.HashData("one"u8)));

    public static HandKey OtherEd25519 { get; } = new(null, new Ed25519PrivateKeyParameters(SHA256.HashData("two"u8)));

    public string PublicBase64 => Convert.ToBase64String(_rsa?.ExportSubjectPublicKeyInfo() ?? _ed25519!.GeneratePublicKey().GetEncoded());

    public string Record => $"v=DKIM1; k={(_rsa is null ? "ed25519" : "rsa")}; p={PublicBase64}";

    /// <summary>PKCS #8.</summary>
    public string Pem => PemEncoding.WriteString("PRIVATE KEY", _rsa?.ExportPkcs8PrivateKey() ?? [.. Convert.FromHexString("302E020100300506032B657004220420"), .. _ed25519!.GetEncoded()]);

    /// <summary>PKCS #1, for RSA alone.</summary>
    public string RsaPem => _rsa!.ExportRSAPrivateKeyPem();

    public string EncryptedPem => _rsa!.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1));

    public string PublicPem => _rsa!.ExportSubjectPublicKeyInfoPem();

    public byte[] Sign(byte[] data)
    {
        if (_rsa is not null)
        {
            return _rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }

        var signature = new byte[Ed25519PrivateKeyParameters.SignatureSize];
        _ed25519!.Sign(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, SHA256.HashData(data), 0, 32, signature, 0);
        return signature;
    }

    public bool Verify(byte[] data, byte[] signature) => _rsa is not null
        ? _rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : _ed25519!.GeneratePublicKey().Verify(Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Algorithm.Ed25519, null, SHA256.HashData(data), 0, 32, signature, 0);

    private static HandKey Rsa(int bits) => new(RSA.Create(bits), null);
}
