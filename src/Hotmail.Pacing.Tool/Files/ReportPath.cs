namespace Hotmail.Pacing.Tool.Files;

/// <summary>A file to read, or a place that cannot be looked into.</summary>
/// <param name="Name">Its path, as it was given, or beneath the folder that was given.</param>
/// <param name="Problem">Why it cannot be read; null: it is to be tried.</param>
internal readonly record struct ReportPath(string Name, string? Problem = null)
{
    /// <summary>
    /// The files of these paths, in their order; those of a folder, and of the folders in it, by the ordinal order of their names. A link to a folder is followed only where
    /// it was given itself, for it may lead to where it is.
    /// </summary>
    public static IEnumerable<ReportPath> Find(IEnumerable<string> paths) =>
        paths.SelectMany(static path => Directory.Exists(path) ? FindIn(path) : [new ReportPath(path, File.Exists(path) ? null : "There is no such file or folder.")]);

    private static IEnumerable<ReportPath> FindIn(string top)
    {
        var left = new Stack<string>([top]);
        while (left.TryPop(out string? path))
        {
            if (path != top && !Directory.Exists(path))
            {
                yield return new ReportPath(path);
                continue;
            }

            string[] entries = [];
            string? problem = null;
            try
            {
                entries = Directory.GetFileSystemEntries(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problem = exception.Message;
            }

            if (problem is not null)
            {
                yield return new ReportPath(path, problem);
            }

            Array.Sort(entries, StringComparer.Ordinal);
            foreach (string entry in entries.Reverse().Where(static entry => !IsLinkedFolder(entry)))
            {
                left.Push(entry);
            }
        }
    }

    private static bool IsLinkedFolder(string path) => new DirectoryInfo(path) is { Exists: true, LinkTarget: not null };
}
