namespace Hotmail.Pacing.Reputation.Dmarc.Parsing;

/// <summary>Texts that come again and again, such as the domains of a report's records: one string for each, as long as few others come between.</summary>
internal sealed class TextCache
{
    private const int Size = 256;
    private readonly string?[] _texts = new string?[Size];
    private string? _last;

    /// <summary>The text as a string; null where it is empty.</summary>
    public string? Text(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        // Most often it is the same again.
        if (_last is not null && text.SequenceEqual(_last))
        {
            return _last;
        }

        ref var known = ref _texts[(uint)string.GetHashCode(text) % Size];
        return _last = known is not null && text.SequenceEqual(known) ? known : known = text.ToString();
    }
}
