namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>
/// A folder into which somebody puts reports as files. Each file is read once, and again when it has changed; one that cannot be read now, or that is written to while it is read, is
/// tried again at the next look. An empty file is no report yet.
/// </summary>
internal sealed class ReportFolder(string path)
{
    private const int MostNamed = 3;
    private readonly Dictionary<string, (DateTime Written, long Length)> _read = new(StringComparer.Ordinal);

    /// <summary>Reads the files that are new.</summary>
    /// <param name="read">Reads one, and says why it is no report; <see langword="null"/> when it is one. What it throws is a problem of that file alone.</param>
    /// <param name="cancellationToken">Ends it after the file at hand.</param>
    /// <returns>What was wrong with files, in a sentence; <see langword="null"/> for nothing.</returns>
    /// <exception cref="IOException">The folder cannot be looked into.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be looked into.</exception>
    public string? ReadNew(Func<Stream, string, string?> read, CancellationToken cancellationToken)
    {
        FileInfo[] files = [.. new DirectoryInfo(path).EnumerateFiles().OrderBy(static file => file.Name, StringComparer.Ordinal)];
        foreach (var gone in _read.Keys.Except(files.Select(static file => file.Name)).ToArray())
        {
            _read.Remove(gone);
        }

        var (named, count) = (new List<string>(), 0);
        foreach (var file in files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Read(file, read) is { } problem && ++count <= MostNamed)
            {
                named.Add($"{file.Name}: {problem.TrimEnd('.')}");
            }
        }

        var more = count > MostNamed ? $"; and {count - MostNamed} more" : string.Empty;
        return count == 0 ? null : $"Of the files in {path}, {count} could not be used: {string.Join("; ", named)}{more}.";
    }

    private string? Read(FileInfo file, Func<Stream, string, string?> read)
    {
        try
        {
            // As it is before it is read: what is added while it is read must be seen at the next look.
            if (StampOf(file) is not { Length: > 0 } stamp || (_read.TryGetValue(file.Name, out var before) && before == stamp))
            {
                return null;
            }

            string? problem;
            using (var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            {
                problem = read(stream, file.FullName);
            }

            if (StampOf(file) != stamp)
            {
                return null;
            }

            _read[file.Name] = stamp;
            return problem;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            return exception.Message;
        }
    }

    private static (DateTime Written, long Length)? StampOf(FileInfo file)
    {
        file.Refresh();
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : null;
    }
}
