using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit;

namespace Hotmail.Pacing.Reputation.Dkim;

/// <summary>
/// A message as MimeKit signs and verifies it, made of the bytes themselves: its fields as they are, and a body that is not taken apart. Parsed as MIME and written again,
/// a message is not always the same, and then its hash is another.
/// </summary>
internal static class VerbatimMessage
{
    // MimeKit looks for these with the body.
    private const string BodyFields = "Content-";

    private static readonly byte[] LineEnd = "\r\n"u8.ToArray();

    /// <summary>Makes one.</summary>
    /// <param name="fields">Its header fields from the top.</param>
    /// <param name="body">Its body.</param>
    public static MimeMessage Create(IEnumerable<MessageField> fields, ReadOnlyMemory<byte> body)
    {
        var message = new MimeMessage();
        var part = new Body(body);
        message.Headers.Clear();
        part.Headers.Clear();
        message.Body = part;
        foreach (var field in fields)
        {
            if (ToHeader(field) is { } header)
            {
                (field.Name.StartsWith(BodyFields, StringComparison.OrdinalIgnoreCase) ? part.Headers : message.Headers).Add(header);
            }
        }

        return message;
    }

    /// <summary>A field as MimeKit has it; null where MimeKit has none like it.</summary>
    public static Header? ToHeader(MessageField field)
    {
        byte[] bytes = field.Bytes.Span.EndsWith("\n"u8) ? field.Bytes.ToArray() : [.. field.Bytes.Span, .. LineEnd];
        return Header.TryParse(bytes, out var header) ? header : null;
    }

    private sealed class Body(ReadOnlyMemory<byte> bytes) : MimePart
    {
        public override void WriteTo(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default) => stream.Write(bytes.Span);
    }
}
