using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>An address and port as text, <c>192.0.2.1:25</c>.</summary>
internal sealed class EndPointJsonConverter : JsonConverter<IPEndPoint>
{
    public override IPEndPoint Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IPEndPoint.TryParse(reader.GetString()!, out IPEndPoint? endPoint) ? endPoint : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, IPEndPoint value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
