using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using System.Runtime.Intrinsics;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>
/// Numbers of deliveries that were settled and are still in the spool, in a small file beside it. To write one down is one instruction that writes into the system's
/// memory, which the file is mapped into: it outlives the process, however that ends, where a transaction of its own would take a flush of the disk. The file has two halves and all its room from the start,
/// so that a full disk does not matter to it. Not thread-safe.
/// </summary>
internal sealed class SettledFile : IDisposable
{
    /// <summary>The records of a half.</summary>
    public const int HalfSize = 16_384;

    private const int RecordSize = 16;
    private const int FileSize = 2 * HalfSize * RecordSize;

    private readonly string _file;
    private readonly MemoryMappedFile _mapping;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long _identity;

    private SettledFile(FileStream stream, long identity)
    {
        _file = stream.Name;
        _identity = identity;
        _mapping = MemoryMappedFile.CreateFromFile(stream, mapName: null, FileSize, MemoryMappedFileAccess.ReadWrite, HandleInheritability.None, leaveOpen: false);
        _view = _mapping.CreateViewAccessor(0, FileSize);
    }

    public static string PathFor(string spool) => spool + ".settled";

    /// <summary>What the last owner settled and could not delete any more. A record of another spool is not what was written here.</summary>
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
                Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0, PreallocationSize = FileSize,
            });
            try
            {
                // Written, not only reserved: a page of a mapped file that finds no room ends the process.
                stream.Write(new byte[FileSize]);
                return new SettledFile(stream, identity);
            }
            catch
            {
                stream.Dispose();
                throw;
            }
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

    /// <summary>Writes a number into a place of a half, with its seal in one instruction: killed at any instant, the process leaves the whole record or what was there before.</summary>
    public unsafe void Write(int half, int place, long number)
    {
        var record = Vector128.Create(number, (long)Seal(_identity, number));
        byte* start = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        try
        {
            record.Store((long*)(start + _view.PointerOffset + (((half * HalfSize) + place) * (long)RecordSize)));
        }
        finally
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
        }
    }

    /// <summary>Nothing of it is needed any more.</summary>
    public void Delete()
    {
        Dispose();
        File.Delete(_file);
    }

    public void Dispose()
    {
        _view.Dispose();
        _mapping.Dispose();
    }

    private static ulong Seal(long identity, long number) => ((ulong)Checksum.New.Add(identity).Add(number).Value << 32) | Checksum.New.Add(number).Add(identity).Value;
}
