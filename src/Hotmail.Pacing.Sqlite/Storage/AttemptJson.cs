using System.Text.Json;
using System.Text.Json.Serialization;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>An attempt as text. A property that one version does not know is left out by it, and has its default where it is missing.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(ReplyJsonConverter), typeof(EndPointJsonConverter)])]
[JsonSerializable(typeof(DeliveryAttempt))]
internal sealed partial class AttemptJson : JsonSerializerContext
{
    public static string Write(DeliveryAttempt attempt) => JsonSerializer.Serialize(attempt, Default.DeliveryAttempt);

    /// <returns><see langword="null"/> if it is none.</returns>
    public static DeliveryAttempt? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, Default.DeliveryAttempt);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
