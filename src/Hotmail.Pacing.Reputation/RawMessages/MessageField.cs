using System.Text;

namespace Hotmail.Pacing.Reputation.RawMessages;

/// <summary>A header field as it is in a message.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Bytes">All of it, with its last line end where it has one.</param>
internal sealed record MessageField(string Name, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>What follows the colon, folded as it is.</summary>
    public string Value
    {
        get
        {
            var text = Encoding.UTF8.GetString(Bytes.Span);
            return text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..];
        }
    }

    /// <summary>The name of the field that a line begins; empty where it begins none.</summary>
    public static ReadOnlySpan<byte> NameOf(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        return name.IndexOfAnyExceptInRange((byte)'!', (byte)'~') >= 0 ? default : name;
    }

    /// <summary>Whether it has this name.</summary>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
