using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>Writes all results as <c>results.json</c>.</summary>
internal static partial class ResultsFile
{
    public static void Write(string folder, IReadOnlyList<RunResult> results)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "results.json"), JsonSerializer.Serialize(results, Format.Default.IReadOnlyListRunResult) + "\n");
    }

    [JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(IReadOnlyList<RunResult>))]
    private sealed partial class Format : JsonSerializerContext;
}
