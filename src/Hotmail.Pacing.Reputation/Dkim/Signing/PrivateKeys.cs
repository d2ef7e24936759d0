using Hotmail.Pacing.Reputation.Dkim.Keys;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.OpenSsl;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>Private keys from PEM. What is wrong is said without a word of the key.</summary>
internal static class PrivateKeys
{
    /// <summary>Reads the key of a domain.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The key, or why there is none.</returns>
    public static async ValueTask<(AsymmetricKeyParameter? Key, string? Reason)> LoadAsync(DkimSigningDomain domain, CancellationToken cancellationToken)
    {
        if (domain.KeyFile is { } file)
        {
            if (file.Contains("-----BEGIN", StringComparison.Ordinal))
            {
                // Whatever is said of a file names it.
                return (null, "KeyFile is a key itself, not the name of a file; set KeyPem");
            }

            try
            {
                return Read(await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false), $"the file {file}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                return (null, e is FileNotFoundException or DirectoryNotFoundException ? $"the file {file} is not there" : $"the file {file} cannot be read: {e.Message}");
            }
        }

        if (domain.KeyPem is { } pem)
        {
            return Read(pem, "KeyPem");
        }

        try
        {
            return Read(await domain.GetKeyAsync!(cancellationToken).ConfigureAwait(false), "what GetKeyAsync gave");
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is not OutOfMemoryException)
        {
            // Not its message: what a host's own code says about its keys is not ours to pass on.
            return (null, $"GetKeyAsync failed with {e.GetType().Name}");
        }
    }

    /// <summary>The public half.</summary>
    public static AsymmetricKeyParameter ToPublic(AsymmetricKeyParameter key) => key is Ed25519PrivateKeyParameters ed25519
        ? ed25519.GeneratePublicKey()
        : new RsaKeyParameters(isPrivate: false, ((RsaPrivateCrtKeyParameters)key).Modulus, ((RsaPrivateCrtKeyParameters)key).PublicExponent);

    private static (AsymmetricKeyParameter? Key, string? Reason) Read(string? pem, string where)
    {
        object? content;
        try
        {
            using var text = new StringReader(pem ?? "");
            using var reader = new PemReader(text);
            content = reader.ReadObject();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var isEncrypted = e is PasswordException || pem!.Contains("ENCRYPTED", StringComparison.Ordinal);
            return (null, isEncrypted ? $"{where} is encrypted with a password, which is not supported" : $"{where} is not a private key that can be read");
        }

        return content switch
        {
            AsymmetricCipherKeyPair { Private: RsaPrivateCrtKeyParameters rsa } => Check(rsa),
            RsaPrivateCrtKeyParameters rsa => Check(rsa),
            AsymmetricCipherKeyPair { Private: Ed25519PrivateKeyParameters key } => (key, null),
            Ed25519PrivateKeyParameters key => (key, null),
            null => (null, $"{where} holds no PEM; a private key begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----"),
            AsymmetricKeyParameter { IsPrivate: false } => (null, $"{where} holds a public key, not the private one"),
            AsymmetricKeyParameter or AsymmetricCipherKeyPair => (null, $"{where} holds a private key of another kind than RSA or Ed25519"),
            _ => (null, $"{where} holds no private key"),
        };
    }

    private static (AsymmetricKeyParameter? Key, string? Reason) Check(RsaPrivateCrtKeyParameters key) => key.Modulus.BitLength < KeyRecordRules.LeastRsaBits
        ? (null, $"the RSA key has {key.Modulus.BitLength} bits; receivers refuse fewer than {KeyRecordRules.LeastRsaBits} (RFC 8301), and 2048 are advised")
        : (key, null);
}
