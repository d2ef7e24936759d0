using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>Requests and answers as text: names in snake_case, times in UTC.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters =
    [
        typeof(UtcTimeConverter), typeof(SnakeCaseConverter<SpoolVerb>), typeof(SnakeCaseConverter<DeliveryState>), typeof(SnakeCaseConverter<MessagePriority>),
        typeof(SnakeCaseConverter<Engagement>), typeof(SnakeCaseConverter<PacingPhase>), typeof(SnakeCaseConverter<SmtpStage>),
        typeof(SnakeCaseConverter<ReplyClass>), typeof(SnakeCaseConverter<TransportFailure>), typeof(SnakeCaseConverter<RecipientStatus>),
    ])]
[JsonSerializable(typeof(SpoolRequest))]
[JsonSerializable(typeof(SpoolAnswer))]
internal sealed partial class CommandJson : JsonSerializerContext
{
    private static CommandJson? s_readable;

    /// <summary>For people and their tools: indented, and letters as they are.</summary>
    public static CommandJson Readable =>
        s_readable ??= new(new JsonSerializerOptions(Default.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Write(SpoolRequest request) => JsonSerializer.Serialize(request, Default.SpoolRequest);

    public static string Write(SpoolAnswer answer) => JsonSerializer.Serialize(answer, Default.SpoolAnswer);

    /// <exception cref="JsonException">It is none that this version knows. A request with something unknown in it is not carried out without that: it could be what narrows it.</exception>
    public static SpoolRequest ReadRequest(string text) => JsonSerializer.Deserialize(text, Default.SpoolRequest) ?? throw new JsonException("There is no request.");

    /// <exception cref="JsonException">It is none.</exception>
    public static SpoolAnswer ReadAnswer(string text) => JsonSerializer.Deserialize(text, Default.SpoolAnswer) ?? throw new JsonException("There is no answer.");

    /// <summary>An enumeration's member by its name in snake_case.</summary>
    internal sealed class SnakeCaseConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false)
        where T : struct, Enum;
}
