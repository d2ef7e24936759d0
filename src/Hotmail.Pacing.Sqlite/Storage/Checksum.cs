using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>CRC-32C over what a row says. SQLite notices a damaged structure, but not a changed letter in a text.</summary>
internal struct Checksum
{
    private uint _value;

    public static Checksum New => new() { _value = uint.MaxValue };

    public readonly uint Value => ~_value;

    public Checksum Add(long number)
    {
        _value = BitOperations.Crc32C(_value, (ulong)number);
        return this;
    }

    public Checksum Add(string? text)
    {
        // Half of a surrogate pair, as where a name was cut, is not stored as it is: what is read again counts.
        string? stored = text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text!)) : text;
        Add(stored is null ? -1 : stored.Length);
        return AddBytes(MemoryMarshal.AsBytes(stored.AsSpan()));
    }

    public Checksum AddBytes(ReadOnlySpan<byte> bytes)
    {
        uint value = _value;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            value = BitOperations.Crc32C(value, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (byte rest in bytes)
        {
            value = BitOperations.Crc32C(value, rest);
        }

        _value = value;
        return this;
    }
}
