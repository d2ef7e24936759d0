using System.Buffers;
using System.Text;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Dkim;

/// <summary>A list of tags (RFC 6376 §3.2), as key records and signatures are. Bad data is an error with its position, and the rest is still read.</summary>
internal sealed class TagList
{
    // What is more wrong tells nothing more; a hostile text has tens of thousands.
    private const int MostErrors = 10;

    private const string Space = " \t\r\n";

    private static readonly SearchValues<char> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n");

    private readonly Dictionary<string, Tag> _tags = new(StringComparer.Ordinal);
    private readonly List<RecordRemark> _errors = [];

    private TagList()
    {
    }

    /// <summary>The tags by name, which is case-sensitive.</summary>
    public IReadOnlyDictionary<string, Tag> Tags => _tags;

    /// <summary>What is wrong with the list itself, in order; after ten the rest is not read.</summary>
    public IReadOnlyList<RecordRemark> Errors => _errors;

    /// <summary>Reads a list.</summary>
    /// <param name="text">The text, folded or not.</param>
    /// <param name="longestCount">The most tags that are read.</param>
    public static TagList Parse(string text, int longestCount = 100)
    {
        var list = new TagList();
        var position = 0;
        while (position <= text.Length && list._errors.Count < MostErrors)
        {
            var end = text.IndexOf(';', position);
            end = end < 0 ? text.Length : end;
            if (list._tags.Count == longestCount)
            {
                list._errors.Add(new RecordRemark($"There are more than {longestCount} tags.", position));
                break;
            }

            list.ParseTag(text, position, end);
            position = end + 1;
        }

        return list;
    }

    /// <summary>A tag; null where there is none of this name.</summary>
    public Tag? Find(string name) => _tags.GetValueOrDefault(name);

    private void ParseTag(string text, int start, int end)
    {
        var (from, to) = Trim(text, start, end);
        if (from == to)
        {
            // The list may end with a semicolon.
            if (end < text.Length || _tags.Count == 0)
            {
                _errors.Add(new RecordRemark("There is no tag here.", start < text.Length ? start : 0));
            }

            return;
        }

        var equals = text.IndexOf('=', from, to - from);
        var nameEnd = equals < 0 ? to : Trim(text, from, equals).To;
        var name = text[from..nameEnd];
        if (!IsName(name))
        {
            _errors.Add(new RecordRemark($"\"{Shorten(name)}\" is not the name of a tag.", from));
            return;
        }

        if (equals < 0)
        {
            _errors.Add(new RecordRemark($"There is no \"=\" after {Shorten(name)}.", nameEnd));
            return;
        }

        var (valueFrom, valueTo) = Trim(text, equals + 1, to);
        for (var index = valueFrom; index < valueTo; index++)
        {
            // Beyond ASCII it is UTF-8 (RFC 8616).
            if (text[index] < ' ' && !Space.Contains(text[index], StringComparison.Ordinal) || text[index] == '\x7F')
            {
                _errors.Add(new RecordRemark($"{name}= has a control character.", index));
                break;
            }
        }

        if (!_tags.TryAdd(name, new Tag(name, text[valueFrom..valueTo], from, valueFrom)))
        {
            _errors.Add(new RecordRemark($"{name}= is there twice.", from));
        }
    }

    private static (int From, int To) Trim(string text, int from, int to)
    {
        while (from < to && Space.Contains(text[from], StringComparison.Ordinal))
        {
            from++;
        }

        while (to > from && Space.Contains(text[to - 1], StringComparison.Ordinal))
        {
            to--;
        }

        return (from, to);
    }

    private static bool IsName(string name) => name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static string Shorten(string text) => text.Length <= 40 ? text : $"{text.AsSpan(0, 40)}…";

    /// <summary>A tag with its value, which is trimmed; positions are in the text.</summary>
    internal sealed record Tag(string Name, string Value, int Position, int ValuePosition)
    {
        /// <summary>The value without any white space, as base64 and most others are meant.</summary>
        public string Compact
        {
            get
            {
                if (Value.AsSpan().IndexOfAny(Space) < 0)
                {
                    return Value;
                }

                var text = new StringBuilder(Value.Length);
                foreach (var c in Value.Where(static c => !Space.Contains(c, StringComparison.Ordinal)))
                {
                    text.Append(c);
                }

                return text.ToString();
            }
        }

        /// <summary>The elements of a list with colons, trimmed.</summary>
        public string[] Elements => Value.Split(':').Select(static element => element.Trim(Space.ToCharArray())).ToArray();

        /// <summary>The bytes that it is in base64.</summary>
        /// <param name="bytes">The bytes.</param>
        /// <returns>Null, or where in the text it is not base64.</returns>
        public int? DecodeBase64(out byte[] bytes)
        {
            var compact = Compact;
            bytes = new byte[compact.Length / 4 * 3 + 3];
            if (Convert.TryFromBase64String(compact, bytes, out var length))
            {
                bytes = bytes[..length];
                return null;
            }

            bytes = [];
            var index = Value.AsSpan().IndexOfAnyExcept(Base64);
            return ValuePosition + (index < 0 ? Value.Length : index);
        }
    }
}
