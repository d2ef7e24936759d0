using System.Buffers;

namespace Hotmail.Pacing.Reputation.Spf.Macros;

/// <summary>A stretch of literal text, or one macro.</summary>
internal sealed record MacroPart
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>The text; null for a macro.</summary>
    public string? Literal { get; init; }

    /// <summary>The macro's letter, in lower case.</summary>
    public char Letter { get; init; }

    /// <summary>Whether the value is escaped as in a URL: the letter was a capital.</summary>
    public bool Escape { get; init; }

    /// <summary>How many of the last parts are kept; 0 for all.</summary>
    public int Keep { get; init; }

    /// <summary>Whether the parts are turned round first.</summary>
    public bool Reverse { get; init; }

    /// <summary>What parts the value.</summary>
    public string Delimiters { get; init; } = ".";

    /// <summary>How a record writes it.</summary>
    public string Written => Literal is not null
        ? Literal.Replace("%", "%%", StringComparison.Ordinal).Replace(" ", "%_", StringComparison.Ordinal)
        : $"%{{{(Escape ? char.ToUpperInvariant(Letter) : Letter)}{(Keep > 0 ? Keep : null)}{(Reverse ? "r" : "")}{(Delimiters == "." ? "" : Delimiters)}}}";

    /// <summary>What it stands for.</summary>
    public string Expand(MacroValues values)
    {
        if (Literal is not null)
        {
            return Literal;
        }

        var value = values.Get(Letter);
        if (Keep > 0 || Reverse || Delimiters != ".")
        {
            var parts = value.Split(Delimiters.ToCharArray());
            if (Reverse)
            {
                Array.Reverse(parts);
            }

            value = string.Join('.', Keep > 0 && Keep < parts.Length ? parts[^Keep..] : parts);
        }

        return Escape && value.AsSpan().ContainsAnyExcept(Unreserved) ? Uri.EscapeDataString(value) : value;
    }
}
