using System.CommandLine;

namespace Hotmail.Pacing.Tool.Files;

/// <summary>What the verbs that read reports have in common: which files, and what becomes of those that cannot be read.</summary>
internal static class ReportFiles
{
    /// <summary>The argument that names them.</summary>
    public static Argument<string[]> Argument()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, and folders with all that is in them.", Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(static result =>
        {
            foreach (string path in result.Tokens.Select(static token => token.Value).Where(static path => path.StartsWith('-') && !Path.Exists(path)))
            {
                result.AddError($"'{path}' is no option, and no file.");
            }
        });
        return paths;
    }

    /// <summary>Reads each file.</summary>
    /// <param name="paths">Files and folders.</param>
    /// <param name="read">Reads one, by its name.</param>
    /// <param name="onError">Told of what cannot be read: its name, why, and at which byte.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public static void Read(IEnumerable<string> paths, Action<FileStream, string> read, Action<string, string, long> onError, CancellationToken cancellationToken)
    {
        foreach (ReportPath path in ReportPath.Find(paths))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (path.Problem is not null)
            {
                onError(path.Name, path.Problem, 0);
                continue;
            }

            long offset = 0;
            try
            {
                using FileStream stream = File.OpenRead(path.Name);
                try
                {
                    read(stream, path.Name);
                }
                finally
                {
                    offset = stream.CanSeek ? stream.Position : 0;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                onError(path.Name, exception.Message, offset);
            }
        }
    }
}
