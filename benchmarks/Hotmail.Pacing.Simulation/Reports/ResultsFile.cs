using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Simulation.Reports;

/// <summary>Writes all results as <c>results.json</c>.</summary>
internal static partial class ResultsFile
{
    public static void Write(string file, IReadOnlyList<RunResult> results) =>
        File.WriteAllText(file, JsonSerializer.Serialize(results, Format.Default.IReadOnlyListRunResult) + "\n");

    [JsonSourceGenerationOptions(WriteIndented = true, NewLine = "\n")]
    [JsonSerializable(typeof(IReadOnlyList<RunResult>))]
    private sealed partial class Format : JsonSerializerContext;
}
