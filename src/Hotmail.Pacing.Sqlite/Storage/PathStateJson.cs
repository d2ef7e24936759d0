using System.Text.Json;
using System.Text.Json.Serialization;
using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A path's state as text. A property that one version does not know is left out by it, and has its default where it is missing.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(PathState))]
internal sealed partial class PathStateJson : JsonSerializerContext
{
    public static string Write(PathState state) => JsonSerializer.Serialize(state, Default.PathState);

    /// <returns><see langword="null"/> if it is none.</returns>
    public static PathState? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.PathState);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
