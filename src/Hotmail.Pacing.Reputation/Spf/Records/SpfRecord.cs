using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>An SPF record, taken apart. Immutable.</summary>
public sealed class SpfRecord
{
    private const string Version = "v=spf1";

    private SpfRecord(string text, TermReader terms)
    {
        Text = text;
        Directives = terms.Directives;
        Modifiers = terms.Modifiers;
        Errors = terms.Errors;
        Redirect = Find("redirect");
        Explanation = Find("exp");
    }

    /// <summary>The record as it was published.</summary>
    public string Text { get; }

    /// <summary>The directives in the record's order.</summary>
    public IReadOnlyList<SpfDirective> Directives { get; }

    /// <summary>The modifiers in the record's order, those without a meaning too.</summary>
    public IReadOnlyList<SpfModifier> Modifiers { get; }

    /// <summary>The modifier <c>redirect</c>; null where there is none.</summary>
    public SpfModifier? Redirect { get; }

    /// <summary>The modifier <c>exp</c>; null where there is none.</summary>
    public SpfModifier? Explanation { get; }

    /// <summary>What is wrong with it, in the record's order. With any, receivers use nothing of the record.</summary>
    public IReadOnlyList<RecordRemark> Errors { get; }

    /// <summary>Whether nothing is wrong with it.</summary>
    public bool IsValid => Errors.Count == 0;

    /// <summary>Whether a TXT record is an SPF record at all: <c>v=spf1</c> in any case, then a space or nothing.</summary>
    /// <param name="text">The TXT record's text.</param>
    public static bool IsSpf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(Version, StringComparison.OrdinalIgnoreCase) && (text.Length == Version.Length || text[Version.Length] == ' ');
    }

    /// <summary>Takes a record apart. Never fails: what is wrong is in <see cref="Errors"/>.</summary>
    /// <param name="text">The record.</param>
    public static SpfRecord Parse(string text)
    {
        var terms = new TermReader();
        if (!IsSpf(text))
        {
            terms.Errors.Add(new RecordRemark("The record does not begin with v=spf1 and a space.", 0));
            return new SpfRecord(text, terms);
        }

        for (var start = Version.Length; start < text.Length;)
        {
            var end = text.IndexOf(' ', start);
            end = end < 0 ? text.Length : end;
            if (end > start)
            {
                terms.Read(text[start..end], start);
            }

            start = end + 1;
        }

        return new SpfRecord(text, terms);
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private SpfModifier? Find(string name)
    {
        foreach (var modifier in Modifiers)
        {
            if (modifier.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return modifier;
            }
        }

        return null;
    }
}
