namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>A folder into which somebody puts reports as files. Each file is read once, and again when it has changed; a file that cannot be opened now is tried again at the next look.</summary>
internal sealed class ReportFolder(string path)
{
    private readonly Dictionary<string, (DateTime Written, long Length)> _read = new(StringComparer.Ordinal);

    /// <summary>Reads the files that are new.</summary>
    /// <returns>How many were read.</returns>
    /// <exception cref="IOException">The folder cannot be looked into.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be looked into.</exception>
    public int ReadNew(Action<Stream, string> read, CancellationToken cancellationToken)
    {
        FileInfo[] files = [.. new DirectoryInfo(path).EnumerateFiles().OrderBy(static file => file.Name, StringComparer.Ordinal)];
        foreach (var gone in _read.Keys.Except(files.Select(static file => file.Name)).ToArray())
        {
            _read.Remove(gone);
        }

        var count = 0;
        foreach (var file in files.Where(file => !_read.TryGetValue(file.Name, out var before) || before != (file.LastWriteTimeUtc, file.Length)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                using var stream = file.OpenRead();
                read(stream, file.FullName);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            _read[file.Name] = (file.LastWriteTimeUtc, file.Length);
            count++;
        }

        return count;
    }
}
