namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>A temporary folder of one server.</summary>
internal sealed class ServerFolder : IDisposable
{
    private readonly bool _hasRootFiles;

    /// <summary>Makes it.</summary>
    /// <param name="hasRootFiles">Whether removing it takes root.</param>
    public ServerFolder(bool hasRootFiles = false)
    {
        _hasRootFiles = hasRootFiles;
        FullName = Directory.CreateTempSubdirectory("hotmail-pacing-").FullName;
    }

    /// <summary>Its full path.</summary>
    public string FullName { get; }

    /// <summary>The full path of a file in it.</summary>
    public string File(string name) => Path.Combine(FullName, name);

    /// <summary>Writes a file in it.</summary>
    /// <returns>The file's full path.</returns>
    public string Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
        return File(name);
    }

    public void Dispose()
    {
        if (_hasRootFiles)
        {
            Root.Shell("rm -rf -- \"$1\"", FullName);
        }
        else
        {
            Directory.Delete(FullName, recursive: true);
        }
    }
}
