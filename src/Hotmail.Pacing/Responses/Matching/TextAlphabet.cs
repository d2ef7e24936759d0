namespace Hotmail.Pacing.Responses.Matching;

/// <summary>
/// Folds characters to the few symbols that phrases are compared by: a separator for all that is neither letter nor digit, ten digits, 26 letters
/// without case and accent, one for letters that no phrase has, and one for each further letter that some phrase has (Cyrillic, Kanji …).
/// </summary>
internal sealed class TextAlphabet
{
    public const int Separator = 0;

    /// <summary>What stands ahead of every text, once, and of a phrase that asks for the text's start.</summary>
    public const int Start = 1;
    private const int FirstDigit = 2;
    private const int FirstLetter = FirstDigit + 10;
    private const int OtherLetter = FirstLetter + 26;
    private const int FirstExtra = OtherLetter + 1;

    /// <summary>The end of Latin Extended-A: what European languages write.</summary>
    private const int TableSize = 0x180;

    private static readonly byte[] Table = BuildTable();

    private readonly Dictionary<char, int> _extra = [];

    /// <param name="phrases">The phrases that will be looked for.</param>
    public TextAlphabet(IEnumerable<string> phrases)
    {
        foreach (var phrase in phrases)
        {
            foreach (var character in phrase)
            {
                if (character >= TableSize && char.IsLetterOrDigit(character))
                {
                    _extra.TryAdd(char.ToLowerInvariant(character), FirstExtra + _extra.Count);
                }
            }
        }
    }

    public int Size => FirstExtra + _extra.Count;

    public int SymbolOf(char character) => character < TableSize ? Table[character] : SymbolOfRare(character);

    private int SymbolOfRare(char character)
    {
        if (!char.IsLetterOrDigit(character))
        {
            return Separator;
        }

        return _extra.TryGetValue(char.ToLowerInvariant(character), out var symbol) ? symbol : OtherLetter;
    }

    private static byte[] BuildTable()
    {
        var table = new byte[TableSize];
        for (var c = 0; c < TableSize; c++)
        {
            table[c] = char.IsLetterOrDigit((char)c) ? (byte)OtherLetter : (byte)Separator;
        }

        for (var digit = 0; digit < 10; digit++)
        {
            table['0' + digit] = (byte)(FirstDigit + digit);
        }

        for (var letter = 'a'; letter <= 'z'; letter++)
        {
            Set(letter, letter);
        }

        // By hand, since a library in invariant-globalization mode cannot count on Unicode normalization.
        ReadOnlySpan<string> accented =
        [
            "aàáâãäåæāăą", "cçćĉċč", "dðďđ", "eèéêëēĕėęě", "gĝğġģ", "hĥħ", "iìíîïĩīĭįı", "jĵ", "kķ", "lĺļľŀł",
            "nñńņň", "oòóôõöøōŏőœ", "rŕŗř", "sßśŝşš", "tþţťŧ", "uùúûüũūŭůűų", "wŵ", "yýÿŷ", "zźżž",
        ];
        foreach (var group in accented)
        {
            foreach (var character in group)
            {
                Set(character, group[0]);
            }
        }

        return table;

        void Set(char character, char letter)
        {
            var symbol = (byte)(FirstLetter + (letter - 'a'));
            table[character] = symbol;
            var upper = char.ToUpperInvariant(character);
            if (upper < TableSize)
            {
                table[upper] = symbol;
            }
        }
    }
}
