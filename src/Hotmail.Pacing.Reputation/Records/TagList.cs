namespace Hotmail.Pacing.Reputation.Records;

/// <summary>A record of tags and values, <c>name=value; name=value</c>, as DMARC, MTA-STS, TLS reporting and BIMI have it. Taken apart without any exception. Pure.</summary>
internal sealed class TagList
{
    // More is nobody's record; each would be compared with those before it, and be an issue.
    private const int Most = 100;

    private readonly List<Tag> _tags = [];
    private readonly List<RecordRemark> _errors = [];

    private TagList()
    {
    }

    /// <summary>The tags in the record's order; of several with the same name the first.</summary>
    public IReadOnlyList<Tag> Tags => _tags;

    /// <summary>What is no tag, in the record's order.</summary>
    public IReadOnlyList<RecordRemark> Errors => _errors;

    /// <summary>The tag of this name; null where there is none.</summary>
    public Tag? Find(string name)
    {
        foreach (var tag in _tags)
        {
            if (tag.Name == name)
            {
                return tag;
            }
        }

        return null;
    }

    /// <summary>Whether the first tag is the version, exactly: <c>v=DMARC1</c>, with white space around the equals sign or not.</summary>
    public static bool HasVersion(string text, string version)
    {
        var end = text.IndexOf(';', StringComparison.Ordinal);
        var first = text.AsSpan(0, end < 0 ? text.Length : end);
        var equals = first.IndexOf('=');
        return equals > 0 && first[0] is 'v' or 'V' && first[..equals].TrimEnd(" \t") is { Length: 1 } && first[(equals + 1)..].Trim(" \t").SequenceEqual(version);
    }

    /// <summary>Whether a text seems to be meant as such a record, although its version is not exactly as it must be.</summary>
    public static bool IsNearVersion(string text, string version)
    {
        if (HasVersion(text, version))
        {
            return false;
        }

        var bare = string.Concat(text.Take(64).Where(static c => !char.IsWhiteSpace(c) && c is not ('"' or '\'' or '\\')));
        return bare.StartsWith("v=" + version.TrimEnd('1'), StringComparison.OrdinalIgnoreCase) || bare.StartsWith(version, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Takes a record apart, the first 100 tags of it.</summary>
    public static TagList Parse(string text)
    {
        var list = new TagList();
        for (var start = 0; start <= text.Length;)
        {
            if (list._tags.Count + list._errors.Count == Most)
            {
                list._errors.Add(new RecordRemark($"After {Most} tags the rest is not read.", start));
                break;
            }

            var end = text.IndexOf(';', start);
            end = end < 0 ? text.Length : end;
            list.Read(text, start, end);
            start = end + 1;
        }

        return list;
    }

    /// <summary>What is no such record: no tags, and the reason.</summary>
    public static TagList Broken(string reason)
    {
        var list = new TagList();
        list._errors.Add(new RecordRemark(reason, 0));
        return list;
    }

    private void Read(string text, int start, int end)
    {
        while (start < end && text[start] is ' ' or '\t')
        {
            start++;
        }

        var part = text.AsSpan(start, end - start).TrimEnd(" \t");
        if (part.IsEmpty)
        {
            // A last semicolon ends the record; two of them have nothing between.
            if (end < text.Length)
            {
                _errors.Add(new RecordRemark("There is nothing before the semicolon.", end));
            }

            return;
        }

        if (part.IndexOfAnyExceptInRange(' ', '~') is >= 0 and var strange)
        {
            _errors.Add(new RecordRemark($"U+{(int)part[strange]:X4} is no character that a record may have.", start + strange));
            return;
        }

        var equals = part.IndexOf('=');
        if (equals < 0)
        {
            _errors.Add(new RecordRemark($"\"{Shorten(part)}\" is no tag: it has no equals sign. Is a semicolon missing or too many?", start));
            return;
        }

        var name = part[..equals].TrimEnd(" \t");
        if (name.IsEmpty || name.ContainsAnyExcept(NameCharacters))
        {
            _errors.Add(new RecordRemark($"\"{Shorten(name)}\" is no name of a tag.", start));
            return;
        }

        var value = part[(equals + 1)..].TrimStart(" \t");
        Add(new Tag(name.ToString().ToLowerInvariant(), value.ToString(), start, start + part.Length - value.Length));
    }

    private void Add(Tag tag)
    {
        if (Find(tag.Name) is not null)
        {
            _errors.Add(new RecordRemark($"The tag {tag.Name} is there twice; only the first counts.", tag.Position));
            return;
        }

        _tags.Add(tag);
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 64 ? text.ToString() : string.Concat(text[..64], "…");

    private static readonly System.Buffers.SearchValues<char> NameCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
}
