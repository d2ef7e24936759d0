namespace Hotmail.Pacing.Responses.Matching;

/// <summary>
/// Finds all of many phrases in a text in one pass (Aho–Corasick): a few table look-ups a character on average, no allocation, whatever the text.
/// States where phrases part have a row for every symbol; the others, nearly all, have one way on, which keeps thousands of phrases within a megabyte or two.
/// Immutable, so any number of threads may use it.
/// </summary>
internal sealed class TextMatcher
{
    private const int NoRow = -1;
    private const int NoSymbol = -1;

    private readonly TextAlphabet _alphabet;

    private readonly State[] _states;

    /// <summary>Where a state's row + symbol leads. Here and in <see cref="State.Target"/>, the complement of a state says that phrases end there.</summary>
    private readonly int[] _rows;

    /// <summary>By state: the phrases that end there.</summary>
    private readonly int[]?[] _found;

    /// <param name="phrases">The phrases, each with a letter or a digit; the index of each is its number in the results.</param>
    public TextMatcher(IReadOnlyList<string> phrases)
    {
        _alphabet = new TextAlphabet(phrases);
        var trie = new PhraseTrie();
        for (var i = 0; i < phrases.Count; i++)
        {
            trie.Add(Fold(phrases[i]), i);
        }

        trie.LinkSuffixes();
        _found = [.. trie.Nodes.Select(node => node.Phrases.Count > 0 ? node.Phrases.ToArray() : null)];
        _states = new State[trie.Nodes.Count];
        var rows = new List<int>();
        for (var i = 0; i < _states.Length; i++)
        {
            var node = trie.Nodes[i];
            if (i == 0 || node.Children.Count > 1)
            {
                _states[i] = new State(rows.Count, NoSymbol, 0, node.Suffix);
                for (var symbol = 0; symbol < _alphabet.Size; symbol++)
                {
                    rows.Add(Mark(trie.Next(i, symbol)));
                }
            }
            else
            {
                var (symbol, target) = node.Children.Count == 1 ? node.Children[0] : (NoSymbol, 0);
                _states[i] = new State(NoRow, symbol, Mark(target), node.Suffix);
            }
        }

        _rows = [.. rows];

        int Mark(int state) => _found[state] is null ? state : ~state;
    }

    /// <summary>Sets in <paramref name="hits"/> the bit of every phrase that is in <paramref name="text"/>.</summary>
    public void Find(ReadOnlySpan<char> text, Span<ulong> hits)
    {
        var state = Step(0, TextAlphabet.Separator, hits);
        var separated = true;
        foreach (var character in text)
        {
            var symbol = _alphabet.SymbolOf(character);
            if (symbol == TextAlphabet.Separator)
            {
                if (separated)
                {
                    continue;
                }

                separated = true;
            }
            else
            {
                separated = false;
            }

            state = Step(state, symbol, hits);
        }

        if (!separated)
        {
            Step(state, TextAlphabet.Separator, hits);
        }
    }

    /// <summary>One symbol on. Every suffix that is tried makes the state shorter, and a symbol lengthens it by one: linear in all.</summary>
    private int Step(int from, int symbol, Span<ulong> hits)
    {
        while (true)
        {
            ref readonly var state = ref _states[from];
            if (state.Row != NoRow)
            {
                return Enter(_rows[state.Row + symbol], hits);
            }

            if (state.Symbol == symbol)
            {
                return Enter(state.Target, hits);
            }

            from = state.Suffix;
        }
    }

    private int Enter(int target, Span<ulong> hits)
    {
        if (target >= 0)
        {
            return target;
        }

        foreach (var phrase in _found[~target]!)
        {
            hits[phrase >> 6] |= 1UL << (phrase & 63);
        }

        return ~target;
    }

    private List<int> Fold(string phrase)
    {
        var symbols = new List<int>(phrase.Length);
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

    /// <param name="Row">Where the state's row starts, or <see cref="NoRow"/>.</param>
    /// <param name="Symbol">Without a row: the one symbol that leads on, or <see cref="NoSymbol"/>.</param>
    /// <param name="Target">Where that symbol leads.</param>
    /// <param name="Suffix">The state to go on from for any other symbol: that of the longest proper suffix.</param>
    private readonly record struct State(int Row, int Symbol, int Target, int Suffix);
}
