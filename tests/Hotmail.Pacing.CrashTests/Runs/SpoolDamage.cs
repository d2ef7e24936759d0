using System.Buffers.Binary;

namespace Hotmail.Pacing.CrashTests;

/// <summary>Damages one file of a spool: cuts it off somewhere, or flips up to eight of its bits.</summary>
internal static class SpoolDamage
{
    /// <summary>The most bits that are flipped.</summary>
    private const int MostBits = 8;

    /// <summary>In SQLite's files a page begins with what tells where the rest of it is.</summary>
    private const int PageHead = 64;

    private const int LogHeader = 32;
    private const int FrameHeader = 24;

    /// <summary>The files that matter: neither who owns it, nor SQLite's index of its log, which is made anew after a crash.</summary>
    public static IEnumerable<FileInfo> Files(string folder) => new DirectoryInfo(folder).EnumerateFiles()
        .Where(static file => !file.Name.EndsWith("-shm", StringComparison.Ordinal) && !file.Name.EndsWith(".owner", StringComparison.Ordinal))
        .OrderBy(static file => file.Name, StringComparer.Ordinal);

    /// <summary>Damages one of them.</summary>
    /// <returns>What was done; <see langword="null"/> where no file has anything in it.</returns>
    public static string? Apply(string folder, Random random)
    {
        // The database and its log are where the mail is: they are hit more often than the small files beside them.
        var files = Files(folder).Where(static file => file.Length > 0)
            .SelectMany(static file => Enumerable.Repeat(file, file.Extension is ".db" or ".db-wal" ? 4 : 1)).ToList();
        if (files.Count == 0)
        {
            return null;
        }

        var file = files[random.Next(files.Count)];
        var bytes = File.ReadAllBytes(file.FullName);
        if (random.Next(3) == 0)
        {
            var length = random.Next(bytes.Length);
            using var stream = file.OpenWrite();
            stream.SetLength(length);
            return $"{file.Name} cut off at {length} of {bytes.Length} bytes";
        }

        var isLog = file.Extension == ".db-wal";
        var pageSize = PageSize(folder) ?? bytes.Length;
        var positions = Enumerable.Range(0, random.Next(1, MostBits + 1))
            .Select(_ => random.Next(2) == 0 ? random.Next(bytes.Length) : PageStart(bytes.Length, pageSize, isLog, random) + random.Next(PageHead))
            .Where(position => position < bytes.Length).Distinct().Order().ToList();
        foreach (var position in positions)
        {
            bytes[position] ^= (byte)(1 << random.Next(8));
        }

        File.WriteAllBytes(file.FullName, bytes);
        return $"{file.Name} of {bytes.Length} bytes: bits flipped at {string.Join(", ", positions)}";
    }

    private static int PageStart(int length, int pageSize, bool isLog, Random random) =>
        isLog ? LogHeader + (random.Next((length / (FrameHeader + pageSize)) + 1) * (FrameHeader + pageSize)) : random.Next((length / pageSize) + 1) * pageSize;

    /// <summary>Where the database's header says so; a fresh one may be in the log alone.</summary>
    private static int? PageSize(string folder)
    {
        var header = new byte[18];
        using var database = new FileStream(Path.Combine(folder, SpoolRun.SpoolName), FileMode.OpenOrCreate, FileAccess.Read);
        return database.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(16)) is var size and > 1 ? size : null;
    }
}
