using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>What was settled as text. A property that one version does not know is left out by it, and has its default where it is missing.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(ReplyJsonConverter)])]
[JsonSerializable(typeof(SettledDelivery))]
internal sealed partial class SettledJson : JsonSerializerContext
{
    public static string Write(SettledDelivery settled) => JsonSerializer.Serialize(settled, Default.SettledDelivery);

    /// <returns><see langword="null"/> if it is none.</returns>
    public static SettledDelivery? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.SettledDelivery);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
