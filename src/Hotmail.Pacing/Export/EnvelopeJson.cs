using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Export;

/// <summary>What is not in a message itself: for each of its deliveries who sends it, who is still to get it, and what came of it so far.</summary>
internal static class EnvelopeJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<Delivery> ofMessage)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, s_options);
        json.WriteStartObject();
        json.WriteNumber("message", ofMessage[0].MessageId.Value);
        json.WriteStartArray("deliveries");
        foreach (var delivery in ofMessage)
        {
            Write(json, delivery);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter json, Delivery delivery)
    {
        json.WriteStartObject();
        json.WriteNumber("delivery", delivery.Id.Value);
        if (delivery.Problem is { } problem)
        {
            json.WriteString("problem", problem);
        }
        else
        {
            json.WriteString("sender", delivery.Sender);
            json.WriteStartArray("recipients");
            foreach (var recipient in delivery.Recipients)
            {
                json.WriteStringValue(recipient);
            }

            json.WriteEndArray();
        }

        json.WriteString("source", delivery.Path.Source);
        json.WriteString("group", delivery.Path.Group);
        json.WriteString("domain", delivery.Domain);
        json.WriteString("campaign", delivery.Campaign);
        json.WriteString("priority", delivery.Priority.ToString());
        json.WriteString("engagement", delivery.Engagement.ToString());
        json.WriteString("state", delivery.State.ToString());
        json.WriteNumber("attempts", delivery.Attempts);
        json.WriteString("acceptedAt", delivery.AcceptedAt);
        json.WriteString("dueAt", delivery.DueAt);
        json.WriteString("expiresAt", delivery.ExpiresAt);
        json.WriteString("lastReply", delivery.Problem is null ? delivery.LastReply?.ToString() : null);
        json.WriteEndObject();
    }
}
