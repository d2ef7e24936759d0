using System.Text;

namespace Hotmail.Pacing.Reputation.Dkim;

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

    /// <summary>Whether it has this name.</summary>
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
