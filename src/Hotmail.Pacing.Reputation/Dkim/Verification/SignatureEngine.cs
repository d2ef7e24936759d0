using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Math;

namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>MimeKit's verifier, asked for the body and for the header apart, with a key that was looked up before.</summary>
internal sealed class SignatureEngine() : DkimVerifierBase(new NoLocator())
{
    private static readonly FormatOptions Format = CreateFormat();

    // What EMSA-PKCS1-v1_5 has before a SHA-256 hash (RFC 8017 §9.2).
    private static readonly byte[] Sha256Info = Convert.FromHexString("3031300D060960864801650304020105000420");

    /// <summary>What is wrong; null where the signature fits the message.</summary>
    /// <param name="tags">The signature.</param>
    /// <param name="field">Its header field.</param>
    /// <param name="message">The message.</param>
    /// <param name="key">The published key, of the signature's kind.</param>
    public SignatureProblem? Verify(SignatureTags tags, MessageField field, MessageFields message, AsymmetricKeyParameter key)
    {
        var signedNames = tags.Headers.ToHashSet(StringComparer.OrdinalIgnoreCase);
        using var raw = VerbatimMessage.Create(message.Fields.Where(other => !ReferenceEquals(other, field) && signedNames.Contains(other.Name)), message.Body);
        var length = tags.Length is { } limit ? (int)Math.Min(limit, int.MaxValue) : -1;
        if (!VerifyBodyHash(Format, raw, tags.Algorithm, tags.BodyForm, length, tags.BodyHash))
        {
            return new SignatureProblem(DkimFailure.BodyChanged, DkimVerdict.Fail, "The body is not the one that was signed: its hash differs from bh=.");
        }

        return VerifyHeader(tags, field, raw, key)
            ? null
            : key is RsaKeyParameters rsa && !IsOfKey(tags.SignatureBytes, rsa)
                ? new SignatureProblem(
                    DkimFailure.KeyDiffers, DkimVerdict.Fail, "The body is as it was signed, but the signature was not made with the private key of the published one, or b= was damaged.")
                : new SignatureProblem(DkimFailure.HeaderChanged, DkimVerdict.Fail, key is RsaKeyParameters
                    ? "The body is as it was signed; a header field that h= names, or the signature field itself, was changed, added or removed."
                    : "The body is as it was signed; a header field that h= names, or the signature field itself, was changed, added or removed, or the signature was made with another key.");
    }

    private bool VerifyHeader(SignatureTags tags, MessageField field, MimeMessage raw, AsymmetricKeyParameter key)
    {
        try
        {
            return VerbatimMessage.ToHeader(field) is { } header && VerifySignature(Format, raw, header, tags.Algorithm, key, tags.Headers, tags.HeaderForm, tags.Signature);
        }
        catch (Exception e) when (e is CryptoException or ArgumentException or FormatException)
        {
            // A signature of a length that no signature of the key has.
            return false;
        }
    }

    /// <summary>Whether the signature, opened with the public key, is a SHA-256 hash in its wrapping, of whatever.</summary>
    private static bool IsOfKey(byte[] signature, RsaKeyParameters key)
    {
        var number = new BigInteger(1, signature);
        if (number.CompareTo(key.Modulus) >= 0)
        {
            return false;
        }

        var opened = number.ModPow(key.Exponent, key.Modulus).ToByteArrayUnsigned();
        return opened.AsSpan().StartsWith("\x01"u8) && opened.AsSpan(1).IndexOfAnyExcept((byte)0xFF) is var padding and > 0
            && opened.AsSpan(padding + 1) is [0, .. var info] && info.StartsWith(Sha256Info) && info.Length == Sha256Info.Length + 32;
    }

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }

    private sealed class NoLocator : IDkimPublicKeyLocator
    {
        public AsymmetricKeyParameter LocatePublicKey(string methods, string domain, string selector, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task<AsymmetricKeyParameter> LocatePublicKeyAsync(string methods, string domain, string selector, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException();
    }
}
