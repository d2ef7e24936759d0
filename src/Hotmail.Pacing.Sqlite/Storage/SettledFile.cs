using System.Buffers.Binary;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>
/// Numbers of deliveries that were settled and are still in the spool, in a small file beside it. To write one down is one write into the system's memory: it outlives the
/// process, however that ends, and takes two microseconds where a transaction of its own would take a flush of the disk. The file has two halves and all its room from the start,
/// so that a full disk does not matter to it. Not thread-safe.
/// </summary>
internal sealed class SettledFile : IDisposable
{
    /// <summary>The records of a half.</summary>
    public const int HalfSize = 16_384;

    private const int RecordSize = 16;
    private const int FileSize = 2 * HalfSize * RecordSize;

    private readonly FileStream _stream;
    private readonly long _identity;
    private readonly byte[] _record = new byte[RecordSize];

    private SettledFile(FileStream stream, long identity)
    {
        _stream = stream;
        _identity = identity;
    }

    public static string PathFor(string spool) => spool + ".settled";

    /// <summary>What the last owner settled and could not delete any more. Records of another spool count for nothing.</summary>
    /// <exception cref="SpoolException">A record is not what was written.</exception>
    public static HashSet<long> Read(string spool, long identity)
    {
        HashSet<long> numbers = [];
        string file = PathFor(spool);
        if (!File.Exists(file))
        {
            return numbers;
        }

        ReadOnlySpan<byte> bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SpoolErrors.FromSystem(spool, exception);
        }

        for (; bytes.Length >= RecordSize; bytes = bytes[RecordSize..])
        {
            long number = BinaryPrimitives.ReadInt64LittleEndian(bytes);
            ulong seal = BinaryPrimitives.ReadUInt64LittleEndian(bytes[sizeof(long)..]);
            if (seal == Seal(identity, number))
            {
                numbers.Add(number);
            }
            else if (number != 0 || seal != 0)
            {
                throw SpoolErrors.Damaged(
                    spool, $"{file}, which says what was settled last, is not what was written; without it some deliveries may be sent a second time: delete it to go on all the same");
            }
        }

        return numbers;
    }

    /// <summary>Makes the file anew, with all its room.</summary>
    /// <returns><see langword="null"/> where there is no room for it.</returns>
    public static SettledFile? TryCreate(string spool, long identity)
    {
        try
        {
            var stream = new FileStream(PathFor(spool), new FileStreamOptions
            {
                Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, PreallocationSize = FileSize,
            });
            stream.SetLength(FileSize);
            return new SettledFile(stream, identity);
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw SpoolErrors.FromSystem(spool, exception);
        }
    }

    /// <summary>Writes a number into a place of a half.</summary>
    public void Write(int half, int place, long number)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_record, number);
        BinaryPrimitives.WriteUInt64LittleEndian(_record.AsSpan(sizeof(long)), Seal(_identity, number));
        RandomAccess.Write(_stream.SafeFileHandle, _record, ((half * HalfSize) + place) * (long)RecordSize);
    }

    /// <summary>Nothing of it is needed any more.</summary>
    public void Delete()
    {
        _stream.Dispose();
        File.Delete(_stream.Name);
    }

    public void Dispose() => _stream.Dispose();

    private static ulong Seal(long identity, long number) => ((ulong)Checksum.New.Add(identity).Add(number).Value << 32) | Checksum.New.Add(number).Add(identity).Value;
}
