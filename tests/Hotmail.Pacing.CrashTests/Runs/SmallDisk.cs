using System.Diagnostics;
using System.Globalization;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>A small disk of its own: a tmpfs, mounted on a temporary folder, with something else on it that takes up room.</summary>
internal sealed class SmallDisk : IDisposable
{
    private const int Megabytes = 112;
    private readonly ServerFolder _folder = new();

    private SmallDisk()
    {
    }

    /// <summary>The spool's folder on it.</summary>
    public string Folder => _folder.File("spool");

    /// <summary>The bytes that are free.</summary>
    public long Free => new DriveInfo(_folder.FullName).AvailableFreeSpace;

    private string Ballast => _folder.File("ballast");

    /// <summary>Mounts it.</summary>
    /// <exception cref="InvalidOperationException">This machine does not let us.</exception>
    public static SmallDisk Mount()
    {
        var disk = new SmallDisk();
        try
        {
            disk.Run("mount", "-t", "tmpfs", "-o", string.Create(CultureInfo.InvariantCulture, $"size={Megabytes}m"), "crash-tests", disk._folder.FullName);
        }
        catch
        {
            disk._folder.Dispose();
            throw;
        }

        Directory.CreateDirectory(disk.Folder);
        return disk;
    }

    /// <summary>Takes up room, if there is more than that.</summary>
    /// <param name="leave">The bytes to leave.</param>
    public void Fill(long leave)
    {
        var zeros = new byte[64 << 10];
        using var ballast = new FileStream(Ballast, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var left = Free - leave; left > 0; left -= zeros.Length)
            {
                ballast.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
            }
        }
        catch (IOException)
        {
            // The spool was faster: now it is full.
        }
    }

    /// <summary>Gives that room back.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", _folder.FullName);
        _folder.Dispose();
    }

    private void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var says = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"the full disk was NOT tested: {program} of a tmpfs on {_folder.FullName} says: {says}. It takes root, or a user namespace (unshare --map-root-user --mount)");
        }
    }
}
