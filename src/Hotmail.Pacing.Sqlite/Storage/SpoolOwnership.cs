using System.Buffers.Binary;
using System.Globalization;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>
/// The right to use a spool: a lock of the operating system on a file beside it, which ends with its process however that ends. Who has it is written in another file:
/// a locked one cannot be read everywhere.
/// </summary>
internal sealed class SpoolOwnership : IDisposable
{
    /// <summary>Where the mark is in the locked file, and how long.</summary>
    private const int MarkPlace = 16;
    private const int MarkSize = 16;

    private readonly FileStream _lock;
    private readonly string _file;
    private readonly string _ownerFile;

    private SpoolOwnership(FileStream fileLock, string file, string ownerFile)
    {
        _lock = fileLock;
        _file = file;
        _ownerFile = ownerFile;
    }

    /// <summary>Whether there was a spool here before, with tables in it.</summary>
    public bool WasUsed => _lock.Length > 0;

    /// <summary>The process that has the right, as far as it is known.</summary>
    public static int? FindOwner(string file) =>
        int.TryParse(ReadOwnerText(file).Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int owner) ? owner : null;

    /// <summary>What who has the right wrote of itself; empty where that is not known.</summary>
    public static string ReadOwnerText(string file)
    {
        try
        {
            return File.ReadAllText(file + ".owner");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <summary>Takes the right.</summary>
    /// <param name="file">The spool's file, with its full path.</param>
    /// <param name="mark">What is written behind the process id for others to read.</param>
    /// <exception cref="SpoolException">Somebody has it, or the folder cannot be written to.</exception>
    public static SpoolOwnership Acquire(string file, string mark = "")
    {
        string ownerFile = file + ".owner";
        FileStream fileLock;
        try
        {
            fileLock = new FileStream(file + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (IsHeld(exception))
        {
            int? owner = FindOwner(file);
            string who = owner is null ? "another process" : owner == Environment.ProcessId ? $"this process ({owner})" : $"process {owner}";
            throw new SpoolException(SpoolProblem.InUse, file, $"The spool {file} is in use by {who}. A spool has one owner at a time.", exception, owner);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw SpoolErrors.FromSystem(file, exception);
        }

        try
        {
            File.WriteAllText(ownerFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture) + mark);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It only helps the next one to say who is in its way.
        }

        return new SpoolOwnership(fileLock, file, ownerFile);
    }

    /// <summary>Remembers that there is a spool now.</summary>
    public void MarkUsed()
    {
        if (WasUsed)
        {
            return;
        }

        try
        {
            _lock.Write("spool\n"u8);
            _lock.Flush(flushToDisk: true);
        }
        catch (IOException exception)
        {
            throw SpoolErrors.FromSystem(_file, exception);
        }
    }

    /// <summary>
    /// Remembers, outside of the database, up to which number deliveries are in it: one write into the system's memory, after the commit. SQLite ends at the first place of its log that
    /// is damaged, and says nothing; here it shows that there was more.
    /// </summary>
    public void Mark(long identity, long number)
    {
        Span<byte> mark = stackalloc byte[MarkSize];
        BinaryPrimitives.WriteInt64LittleEndian(mark, number);
        BinaryPrimitives.WriteInt64LittleEndian(mark[sizeof(long)..], Checksum.New.Add(identity).Add(number).Value);
        try
        {
            RandomAccess.Write(_lock.SafeFileHandle, mark, MarkPlace);
        }
        catch (IOException)
        {
            // It is a second pair of eyes; the deliveries are on disk.
        }
    }

    /// <summary>Compares the mark with what the database has.</summary>
    /// <exception cref="SpoolException">Deliveries are missing.</exception>
    public void CheckMark(long identity, long highest)
    {
        Span<byte> mark = stackalloc byte[MarkSize];
        if (RandomAccess.Read(_lock.SafeFileHandle, mark, MarkPlace) == MarkSize)
        {
            long number = BinaryPrimitives.ReadInt64LittleEndian(mark);
            bool isRight = BinaryPrimitives.ReadInt64LittleEndian(mark[sizeof(long)..]) == Checksum.New.Add(identity).Add(number).Value;
            if (!isRight || number > highest)
            {
                throw SpoolErrors.Damaged(
                    _file,
                    (isRight ? $"deliveries were accepted up to number {number}, and it has none after {highest}: the end of its log is missing or damaged" : "it is not the one that was used here last")
                    + $". Take the backup; or, to go on with what is there, delete {_lock.Name}");
            }
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(_ownerFile);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A stale one says who was the last owner.
        }

        _lock.Dispose();
    }

    /// <summary>EWOULDBLOCK on Linux and on macOS, a sharing violation on Windows.</summary>
    private static bool IsHeld(IOException exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);
}
