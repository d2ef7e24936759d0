using System.Collections.Concurrent;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>RSA with SHA-256 by the system's library, several times as fast as the managed one. For one signature.</summary>
/// <param name="keys">Where a key is borrowed: an instance is for one thread at a time.</param>
internal sealed class RsaSigner(RsaSigner.KeyPool keys) : ISigner
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public string AlgorithmName => "SHA-256withRSA";

    public void Init(bool forSigning, ICipherParameters parameters) => throw new NotSupportedException();

    public void Update(byte input) => _hash.AppendData([input]);

    public void BlockUpdate(byte[] input, int inOff, int inLen) => _hash.AppendData(input, inOff, inLen);

    public void BlockUpdate(ReadOnlySpan<byte> input) => _hash.AppendData(input);

    public int GetMaxSignatureSize() => keys.SignatureSize;

    public byte[] GenerateSignature()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetHashAndReset(hash);
        _hash.Dispose();
        var key = keys.Rent();
        try
        {
            return key.SignHash(hash, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        finally
        {
            keys.Return(key);
        }
    }

    public bool VerifySignature(byte[] signature) => throw new NotSupportedException();

    public void Reset() => throw new NotSupportedException();

    /// <summary>As many instances of one key as are used at once.</summary>
    internal sealed class KeyPool(RSAParameters parameters)
    {
        private readonly ConcurrentBag<RSA> _idle = [];

        public int SignatureSize => parameters.Modulus!.Length;

        public RSA Rent() => _idle.TryTake(out var key) ? key : RSA.Create(parameters);

        public void Return(RSA key) => _idle.Add(key);
    }
}
