using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;

namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

internal sealed partial class ReportFile
{
    private const int DirectoryBytesPerEntry = 512;
    private const int EndRecordLength = 22;

    private void ReadArchive(ReportStream stream, string? entry, int nesting)
    {
        stream.MaxBytes = Math.Min(stream.MaxBytes, options.MaxContainerBytes);
        using var bytes = new MemoryStream();
        ZipArchive? archive = null;
        try
        {
            try
            {
                stream.CopyTo(bytes);
            }
            catch (Exception exception) when (IsBadData(exception))
            {
                Tell(entry, Unreadable(exception), stream.Offset);
                return;
            }

            IReadOnlyList<ZipArchiveEntry> entries;
            try
            {
                CheckDirectory(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
                archive = new ZipArchive(bytes, ZipArchiveMode.Read);
                entries = archive.Entries;
            }
            catch (Exception exception) when (IsBadArchive(exception))
            {
                Tell(entry, Unreadable(exception), bytes.Length);
                return;
            }

            ReadEntries(entries, entry, nesting);
        }
        finally
        {
            archive?.Dispose();
        }
    }

    private void ReadEntries(IReadOnlyList<ZipArchiveEntry> entries, string? archive, int nesting)
    {
        if (entries.Count == 0)
        {
            Tell(archive, "The archive is empty.", 0);
        }

        foreach (var item in entries.Take(options.MaxEntries))
        {
            var name = archive is null ? item.FullName : $"{archive}/{item.FullName}";
            if (item.FullName.EndsWith('/') || item.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
            {
                continue;
            }

            if (_reports >= options.MaxReports)
            {
                break;
            }

            Stream content;
            try
            {
                content = item.Open();
            }
            catch (Exception exception) when (IsBadArchive(exception))
            {
                Tell(name, Unreadable(exception), 0);
                continue;
            }

            using (content)
            {
                Read(content, name, nesting + 1);
            }
        }
    }

    /// <summary>The framework's reader makes an object of each entry in the directory, which can be a million.</summary>
    private void CheckDirectory(ReadOnlySpan<byte> archive)
    {
        var end = archive.LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || archive.Length - end < EndRecordLength)
        {
            throw new InvalidDataException("The archive's directory, which stands at its end, is missing.");
        }

        long entries = BinaryPrimitives.ReadUInt16LittleEndian(archive[(end + 10)..]);
        long start = BinaryPrimitives.ReadUInt32LittleEndian(archive[(end + 16)..]);
        if (start == uint.MaxValue || entries > options.MaxEntries || end - start > (long)options.MaxEntries * DirectoryBytesPerEntry)
        {
            throw new ReportLimitException(string.Create(CultureInfo.InvariantCulture, $"The archive has more than {options.MaxEntries} entries, or is ZIP64: not read."));
        }
    }

    /// <summary>The archive is in memory: nothing that its reader throws is the caller's.</summary>
    private static bool IsBadArchive(Exception exception) => IsBadData(exception) || exception is IOException or ArgumentException or OverflowException;
}
