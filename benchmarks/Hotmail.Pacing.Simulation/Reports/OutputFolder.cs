using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>Where results and pictures go.</summary>
internal sealed class OutputFolder
{
    private readonly string _results;
    private readonly string _folder;
    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes the folder if need be, and sees that it can be written to: a run may take minutes.</summary>
    /// <exception cref="OutputException">It cannot.</exception>
    public OutputFolder(string folder)
    {
        (_folder, _results) = (folder, Path.Combine(folder, "results.json"));
        Try(() =>
        {
            Directory.CreateDirectory(folder);
            File.Open(_results, FileMode.OpenOrCreate, FileAccess.Write).Dispose();
        });
    }

    /// <exception cref="OutputException">It cannot be written.</exception>
    public void Write(IReadOnlyList<RunResult> results) => Try(() => ResultsFile.Write(_results, results));

    /// <summary>Writes a scenario's picture, <c>SCENARIO.svg</c>.</summary>
    /// <returns>Why there is no picture; <see langword="null"/> when there is. A picture never costs the results.</returns>
    public string? Draw(Scenario scenario, IReadOnlyList<RunResult> results)
    {
        var file = Path.Combine(_folder, NameFor(scenario.Name) + ".svg");
        try
        {
            ScenarioPicture.Save(scenario, results, file);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DllNotFoundException or TypeInitializationException)
        {
            return $"{file}: no picture: {exception.Message}";
        }
    }

    /// <summary>A scenario's name as a file's, another one for every scenario.</summary>
    private string NameFor(string scenario)
    {
        var plain = string.Concat(scenario.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '-'));
        plain = plain.Length <= 100 ? plain : plain[..100];
        var name = plain;
        for (var number = 2; !_names.Add(name); number++)
        {
            name = $"{plain}-{number}";
        }

        return name;
    }

    private void Try(Action write)
    {
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new OutputException($"--out {_folder}: cannot be written to: {exception.Message}", exception);
        }
    }
}
