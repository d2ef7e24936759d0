namespace Hotmail.Pacing.Responses.Matching;

/// <summary>
/// Finds all of many phrases in a text in one pass (Aho–Corasick): one table look-up a character, no allocation, whatever the text.
/// Every state has a row for every symbol: some 150 bytes for each letter of a phrase, but for the letters that it starts with as others do.
/// Immutable, so any number of threads may use it.
/// </summary>
internal sealed class TextMatcher
{
    /// <summary>At a phrase's head, asks for the text's start there.</summary>
    public const char StartMark = '^';

    private readonly TextAlphabet _alphabet;

    /// <summary>Where a state + symbol leads. A state is the place of its row; the complement of one says that phrases end there.</summary>
    private readonly int[] _rows;

    /// <summary>By row: the phrases that end there.</summary>
    private readonly int[]?[] _found;

    /// <summary>By row: whether one of those phrases has the <see cref="StartMark"/>.</summary>
    private readonly bool[] _opens;

    /// <summary>The state ahead of every text.</summary>
    private readonly int _start;

    /// <summary>The last of the states, from 1 row on, in which the text so far may become a phrase with the <see cref="StartMark"/>.</summary>
    private readonly int _lastOpening;

    /// <param name="phrases">The phrases, each with a letter or a digit; the index of each is its number in the results.</param>
    public TextMatcher(IReadOnlyList<string> phrases)
    {
        _alphabet = new TextAlphabet(phrases);
        var trie = new PhraseTrie();
        AddPhrases(isOpening: true);
        _lastOpening = (trie.Nodes.Count - 1) * _alphabet.Size;
        AddPhrases(isOpening: false);

        var order = trie.LinkSuffixes();
        _found = [.. trie.Nodes.Select(node => node.Phrases.Count > 0 ? node.Phrases.ToArray() : null)];
        _opens = [.. trie.Nodes.Select(node => node.Phrases.Exists(phrase => IsOpening(phrases[phrase])))];
        _rows = new int[trie.Nodes.Count * _alphabet.Size];
        foreach (var number in order)
        {
            var node = trie.Nodes[number];
            var row = RowOf(number);
            RowOf(node.Suffix).CopyTo(row);
            foreach (var (symbol, child) in node.Children)
            {
                row[symbol] = Mark(child);
            }

            if (node.Symbol == TextAlphabet.Separator)
            {
                // However many separators follow each other, they count as one.
                row[TextAlphabet.Separator] = Mark(number);
            }
        }

        _start = _rows[_rows[TextAlphabet.Start] + TextAlphabet.Separator];

        void AddPhrases(bool isOpening)
        {
            for (var i = 0; i < phrases.Count; i++)
            {
                if (IsOpening(phrases[i]) == isOpening)
                {
                    trie.Add(Fold(phrases[i]), i);
                }
            }
        }

        Span<int> RowOf(int node) => _rows.AsSpan(node * _alphabet.Size, _alphabet.Size);

        int Mark(int node) => _found[node] is null ? node * _alphabet.Size : ~(node * _alphabet.Size);
    }

    /// <summary>Whether a phrase asks for the text's start.</summary>
    public static bool IsOpening(string phrase) => phrase[0] == StartMark;

    /// <summary>Sets in <paramref name="hits"/> the bit of every phrase that is in <paramref name="text"/>.</summary>
    public void Find(ReadOnlySpan<char> text, Span<ulong> hits)
    {
        var state = _start;
        foreach (var character in text)
        {
            state = Step(state, _alphabet.SymbolOf(character), hits);
        }

        Step(state, TextAlphabet.Separator, hits);
    }

    /// <summary>Sets the bits of the phrases that <paramref name="text"/> opens with, and reads no further than it must.</summary>
    /// <returns>Whether there is one.</returns>
    public bool FindOpening(ReadOnlySpan<char> text, Span<ulong> hits)
    {
        var state = _start;
        var found = false;
        for (var i = 0; i <= text.Length && state > 0 && state <= _lastOpening; i++)
        {
            var next = _rows[state + (i < text.Length ? _alphabet.SymbolOf(text[i]) : TextAlphabet.Separator)];
            found |= next < 0 && _opens[~next / _alphabet.Size];
            state = next < 0 ? Enter(next, hits) : next;
        }

        return found;
    }

    private int Step(int state, int symbol, Span<ulong> hits)
    {
        var next = _rows[state + symbol];
        return next < 0 ? Enter(next, hits) : next;
    }

    private int Enter(int marked, Span<ulong> hits)
    {
        foreach (var phrase in _found[~marked / _alphabet.Size]!)
        {
            hits[phrase >> 6] |= 1UL << (phrase & 63);
        }

        return ~marked;
    }

    private List<int> Fold(string phrase)
    {
        List<int> symbols = IsOpening(phrase) ? [TextAlphabet.Start, TextAlphabet.Separator] : [];
        foreach (var character in phrase)
        {
            var symbol = _alphabet.SymbolOf(character);
            if (symbol != TextAlphabet.Separator || symbols.Count == 0 || symbols[^1] != TextAlphabet.Separator)
            {
                symbols.Add(symbol);
            }
        }

        return symbols;
    }
}
