using System.Formats.Asn1;
using Org.BouncyCastle.Asn1.Pkcs;
using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>Public keys as key records have them.</summary>
internal static class PublicKeys
{
    /// <summary>Longer ones are not read: each takes a second, and a message may name ten. RFC 8301 §3.2 asks for no more.</summary>
    public const int LongestRsaBits = 4096;

    private const int LongestExponentBits = 64;
    private const int Ed25519Length = 32;
    private const int Ed25519InfoLength = 44;

    /// <summary>Reads an RSA key: a SubjectPublicKeyInfo, or an RSAPublicKey as RFC 6376 has it too.</summary>
    public static (AsymmetricKeyParameter? Key, int? Bits, string? Reason) ReadRsa(byte[] bytes)
    {
        try
        {
            var outer = new AsnReader(bytes, AsnEncodingRules.DER).ReadSequence();
            if (outer.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
            {
                if (outer.ReadSequence().ReadObjectIdentifier() != PkcsObjectIdentifiers.RsaEncryption.Id)
                {
                    return (null, null, "p= is not an RSA key.");
                }

                outer = new AsnReader(outer.ReadBitString(out _), AsnEncodingRules.DER).ReadSequence();
            }

            var modulus = new BigInteger(1, outer.ReadIntegerBytes().ToArray());
            var exponent = new BigInteger(1, outer.ReadIntegerBytes().ToArray());
            if (modulus.BitLength > LongestRsaBits || exponent.BitLength > LongestExponentBits)
            {
                return (null, modulus.BitLength, $"The RSA key is too long: {modulus.BitLength} bits with an exponent of {exponent.BitLength}, where {LongestRsaBits} and {LongestExponentBits} are read.");
            }

            return (new RsaKeyParameters(isPrivate: false, modulus, exponent), modulus.BitLength, null);
        }
        catch (Exception e) when (e is AsnContentException or ArgumentException or ArithmeticException)
        {
            return (null, null, "p= is not an RSA public key.");
        }
    }

    /// <summary>Reads an Ed25519 key: its 32 bytes and nothing around them (RFC 8463 §4.2).</summary>
    public static (AsymmetricKeyParameter? Key, int? Bits, string? Reason) ReadEd25519(byte[] bytes)
    {
        if (bytes.Length != Ed25519Length)
        {
            var hint = bytes.Length == Ed25519InfoLength ? " It seems to be a SubjectPublicKeyInfo: publish the last 32 bytes of it." : "";
            return (null, null, $"An Ed25519 key has 32 bytes; p= has {bytes.Length}.{hint}");
        }

        try
        {
            return (new Ed25519PublicKeyParameters(bytes), 256, null);
        }
        catch (ArgumentException)
        {
            return (null, null, "p= is not an Ed25519 public key.");
        }
    }

    /// <summary>The record to publish for a key.</summary>
    public static string ToRecord(AsymmetricKeyParameter key) => key switch
    {
        Ed25519PublicKeyParameters ed25519 => $"v=DKIM1; k=ed25519; p={Convert.ToBase64String(ed25519.GetEncoded())}",
        RsaKeyParameters rsa => $"v=DKIM1; k=rsa; p={Convert.ToBase64String(new SubjectPublicKeyInfo(
            new AlgorithmIdentifier(PkcsObjectIdentifiers.RsaEncryption, Org.BouncyCastle.Asn1.DerNull.Instance),
            new RsaPublicKeyStructure(rsa.Modulus, rsa.Exponent)).GetDerEncoded())}",
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
