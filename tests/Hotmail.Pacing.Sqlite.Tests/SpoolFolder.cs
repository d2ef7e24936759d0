using System.Diagnostics;

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>A folder of a test's own, deleted with what is in it.</summary>
public sealed class SpoolFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hotmail-pacing-spool-").FullName;

    /// <summary>Where the spool is, or will be.</summary>
    public string Spool => Path.Combine(_path, "spool.db");

    /// <summary>The files as they are at this moment, in a folder of their own: what a crash would leave.</summary>
    public SpoolFolder Crash()
    {
        var copy = new SpoolFolder();
        foreach (string file in Directory.EnumerateFiles(_path).Where(static file => Path.GetExtension(file) is ".db" or ".db-wal" or ".settled" or ".lock"))
        {
            // Not by .NET, which asks for a lock of its own and so cannot read what has its owner's.
            using var cp = Process.Start("cp", [file, copy._path]);
            cp.WaitForExit();
            Assert.Equal(0, cp.ExitCode);
        }

        return copy;
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
