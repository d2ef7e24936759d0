namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>
/// Finds what a server needs. What is missing skips the test and says how to get it; under <c>tests/run</c>, which sets
/// <c>HOTMAIL_PACING_REQUIRE_SERVERS=1</c>, it fails the test. The servers ask by themselves, so start them in the test, not in a class fixture
/// (a fixture cannot skip).
/// </summary>
internal static class Requires
{
    // The servers live in sbin, which an ordinary user's PATH does not name.
    private static readonly string[] Folders =
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), "/usr/local/sbin", "/usr/sbin", "/sbin"];

    /// <summary>The repository's top folder: where the solution is.</summary>
    public static string RepositoryFolder { get; } = FindRepository();

    /// <summary>The full path of a program.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="package">The Debian package that has it.</param>
    public static string Program(string name, string package)
    {
        var path = Find(name);
        That(path is not null, $"the program '{name}' (package {package})");
        return path!;
    }

    /// <summary>Goes on when <paramref name="present"/>; otherwise skips or fails the test.</summary>
    public static void That(bool present, string missing)
    {
        if (present)
        {
            return;
        }

        var reason = $"This machine lacks {missing}. Run tests/run: it installs the servers that the integration tests start, then runs all tests.";
        if (Environment.GetEnvironmentVariable("HOTMAIL_PACING_REQUIRE_SERVERS") == "1")
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
    }

    /// <summary>The full path of a program, if it is there.</summary>
    public static string? Find(string name) => Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hotmail.Pacing.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has Hotmail.Pacing.sln.");
    }
}
