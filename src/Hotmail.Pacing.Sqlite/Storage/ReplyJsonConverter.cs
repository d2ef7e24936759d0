using System.Text.Json;
using System.Text.Json.Serialization;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A reply as an array: code, enhanced code as one number, stage, text.</summary>
internal sealed class ReplyJsonConverter : JsonConverter<SmtpReply>
{
    public override SmtpReply Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        int code = (int)Next(ref reader).GetInt64();
        EnhancedStatusCode enhanced = ReplyStatus.Unpack(Next(ref reader).GetInt64());
        var stage = (SmtpStage)Next(ref reader).GetInt64();
        string text = Next(ref reader).GetString()!;
        Next(ref reader);
        return new SmtpReply(code, text, stage, enhanced);
    }

    public override void Write(Utf8JsonWriter writer, SmtpReply value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(value.Code);
        writer.WriteNumberValue(ReplyStatus.Pack(value.EnhancedCode));
        writer.WriteNumberValue((int)value.Stage);
        writer.WriteStringValue(value.Text);
        writer.WriteEndArray();
    }

    private static ref Utf8JsonReader Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return ref reader;
    }
}
