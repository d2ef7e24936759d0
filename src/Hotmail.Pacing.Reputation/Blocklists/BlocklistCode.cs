using System.Net;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>What one answer of a blocklist means.</summary>
/// <param name="Address">The answer, an address in 127.0.0.0/8.</param>
/// <param name="Kind">Whether it is a listing at all.</param>
/// <param name="Meaning">What it means, as a few words.</param>
public sealed record BlocklistCode(IPAddress Address, BlocklistCodeKind Kind, string Meaning)
{
    /// <summary>Whether the last number of the answer is a sum of bits, and this is the bit of <see cref="Address"/>: SURBL and URIBL answer so.</summary>
    public bool IsBit { get; init; }

    /// <summary>Whether an answer says this.</summary>
    internal bool Matches(IPAddress answer)
    {
        if (!IsBit)
        {
            return Address.Equals(answer);
        }

        Span<byte> own = stackalloc byte[16], other = stackalloc byte[16];
        return Address.TryWriteBytes(own, out var length) && answer.TryWriteBytes(other, out var otherLength) && length == otherLength
            && own[..(length - 1)].SequenceEqual(other[..(length - 1)]) && (own[length - 1] & other[length - 1]) != 0;
    }
}
