using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>A set of addresses, IPv4 and IPv6. Immutable.</summary>
internal sealed class AddressSet
{
    private readonly AddressRanges _v4;
    private readonly AddressRanges _v6;

    private AddressSet(AddressRanges v4, AddressRanges v6) => (_v4, _v6) = (v4, v6);

    /// <summary>No address.</summary>
    public static AddressSet None { get; } = new(AddressRanges.None, AddressRanges.None);

    /// <summary>Every address.</summary>
    public static AddressSet Everything { get; } = new(AddressRanges.Of(0, uint.MaxValue), AddressRanges.Of(0, UInt128.MaxValue));

    public bool IsEmpty => _v4.IsEmpty && _v6.IsEmpty;

    /// <summary>In how many pieces it lies.</summary>
    public int Pieces => _v4.Ranges.Count + _v6.Ranges.Count;

    /// <summary>The addresses whose first bits are those of this one.</summary>
    public static AddressSet Network(IPAddress address, int prefix)
    {
        var is4 = address.AddressFamily == AddressFamily.InterNetwork;
        Span<byte> bytes = stackalloc byte[16];
        bytes.Clear();
        address.TryWriteBytes(is4 ? bytes[12..] : bytes, out _);
        var number = BinaryPrimitives.ReadUInt128BigEndian(bytes);
        var free = (is4 ? 32 : 128) - prefix;
        var hosts = free == 128 ? UInt128.MaxValue : (UInt128.One << free) - 1;
        var range = AddressRanges.Of(number & ~hosts, number | hosts);
        return is4 ? new AddressSet(range, AddressRanges.None) : new AddressSet(AddressRanges.None, range);
    }

    /// <summary>What is in any of them.</summary>
    public static AddressSet Union(IReadOnlyCollection<AddressSet> sets) =>
        new(AddressRanges.Union(sets.Select(static set => set._v4)), AddressRanges.Union(sets.Select(static set => set._v6)));

    /// <summary>What is in this and not in the other.</summary>
    public AddressSet Except(AddressSet other) => other.IsEmpty ? this : new AddressSet(_v4.Except(other._v4), _v6.Except(other._v6));

    /// <summary>Whether some address is in both.</summary>
    public bool Overlaps(AddressSet other) => _v4.Overlaps(other._v4) || _v6.Overlaps(other._v6);

    /// <summary>The fewest networks that make it up, as SPF terms such as <c>ip4:192.0.2.0/24</c>; IPv4 first, then by address.</summary>
    public IEnumerable<(string Term, AddressSet Set)> ToNetworks() =>
        Split(_v4, 32)
            .Select(static part => (Write("ip4:", ToIPv4(part.First), part.Prefix, 32), new AddressSet(AddressRanges.Of(part.First, part.Last), AddressRanges.None)))
            .Concat(Split(_v6, 128)
                .Select(static part => (Write("ip6:", ToIPv6(part.First), part.Prefix, 128), new AddressSet(AddressRanges.None, AddressRanges.Of(part.First, part.Last)))));

    private static IEnumerable<(UInt128 First, UInt128 Last, int Prefix)> Split(AddressRanges ranges, int bits)
    {
        foreach (var (first, last) in ranges.Ranges)
        {
            var start = first;
            while (true)
            {
                // As large as the start's last zero bits and the range's end allow.
                var free = Math.Min(bits, (int)UInt128.TrailingZeroCount(start));
                while (End(start, free) > last)
                {
                    free--;
                }

                var end = End(start, free);
                yield return (start, end, bits - free);
                if (end == last)
                {
                    break;
                }

                start = end + 1;
            }
        }
    }

    private static UInt128 End(UInt128 start, int free) => free == 128 ? UInt128.MaxValue : start + ((UInt128.One << free) - 1);

    private static string Write(string mechanism, IPAddress address, int prefix, int bits) => prefix == bits ? $"{mechanism}{address}" : $"{mechanism}{address}/{prefix}";

    private static IPAddress ToIPv4(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)number);
        return new IPAddress(bytes);
    }

    private static IPAddress ToIPv6(UInt128 number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return new IPAddress(bytes);
    }
}
