using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

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
        Add(text is null ? -1 : text.Length);
        return AddBytes(MemoryMarshal.AsBytes(text.AsSpan()));
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
