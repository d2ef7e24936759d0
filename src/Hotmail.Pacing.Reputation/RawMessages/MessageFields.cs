using System.Text;

namespace Hotmail.Pacing.Reputation.RawMessages;

/// <summary>A message's bytes taken apart: its header fields as they are, and its body. What is no field is passed over.</summary>
internal sealed class MessageFields
{
    private MessageFields(IReadOnlyList<MessageField> fields, ReadOnlyMemory<byte> body, bool isWhole)
    {
        Fields = fields;
        Body = body;
        IsWhole = isWhole;
    }

    /// <summary>The fields from the top.</summary>
    public IReadOnlyList<MessageField> Fields { get; }

    /// <summary>What follows the empty line after the header.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Whether the header has no more fields than asked for; otherwise neither they nor the body are all there.</summary>
    public bool IsWhole { get; }

    /// <summary>Takes a message apart.</summary>
    /// <param name="message">Its bytes, with line ends of CRLF or LF.</param>
    /// <param name="mostFields">The most fields that are taken.</param>
    public static MessageFields Parse(ReadOnlyMemory<byte> message, int mostFields)
    {
        var fields = new List<MessageField>();
        var (position, start) = (0, -1);
        var name = "";
        while (position < message.Length)
        {
            var rest = message.Span[position..];
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..(end + 1)];
            var isEmpty = line is [(byte)'\n'] or [(byte)'\r', (byte)'\n'];
            if (isEmpty || line[0] is not ((byte)' ' or (byte)'\t'))
            {
                Add(fields, message, name, start, position);
                start = position;
                name = isEmpty ? "" : Encoding.ASCII.GetString(MessageField.NameOf(line));
                if (fields.Count > mostFields)
                {
                    return new MessageFields(fields, default, isWhole: false);
                }
            }

            position += line.Length;
            if (isEmpty)
            {
                return new MessageFields(fields, message[position..], isWhole: true);
            }
        }

        Add(fields, message, name, start, position);
        return new MessageFields(fields, default, fields.Count <= mostFields);
    }

    /// <summary>The fields of a name, from the top.</summary>
    public IEnumerable<MessageField> Find(string name) => Fields.Where(field => field.Is(name));

    private static void Add(List<MessageField> fields, ReadOnlyMemory<byte> message, string name, int start, int end)
    {
        if (name.Length > 0)
        {
            fields.Add(new MessageField(name, message[start..end]));
        }
    }
}
