namespace Hotmail.Pacing.Responses.Matching;

/// <summary>The trie of the phrases from which <see cref="TextMatcher"/> makes its table. Node 0 is the root.</summary>
internal sealed class PhraseTrie
{
    private const int NoSymbol = -1;

    private readonly List<Node> _nodes = [new(NoSymbol)];

    public IReadOnlyList<Node> Nodes => _nodes;

    public void Add(List<int> symbols, int phrase)
    {
        var node = 0;
        foreach (var symbol in symbols)
        {
            var child = _nodes[node].Child(symbol);
            if (child == 0)
            {
                child = _nodes.Count;
                _nodes[node].Children.Add((symbol, child));
                _nodes.Add(new Node(symbol));
            }

            node = child;
        }

        _nodes[node].Phrases.Add(phrase);
    }

    /// <summary>Gives every node the node of its longest proper suffix, and the phrases that end with that suffix.</summary>
    /// <returns>The nodes by breadth: each after its suffix.</returns>
    public IReadOnlyList<int> LinkSuffixes()
    {
        var order = new List<int>(_nodes.Count) { 0 };
        for (var i = 0; i < order.Count; i++)
        {
            var node = order[i];
            foreach (var (symbol, child) in _nodes[node].Children)
            {
                var suffix = node == 0 ? 0 : Next(_nodes[node].Suffix, symbol);
                _nodes[child].Suffix = suffix;
                _nodes[child].Phrases.AddRange(_nodes[suffix].Phrases);
                order.Add(child);
            }
        }

        return order;
    }

    /// <summary>Where a symbol leads from a node, whose suffixes are linked: to its child, else where it leads from the longest suffix.</summary>
    private int Next(int node, int symbol)
    {
        while (true)
        {
            var child = _nodes[node].Child(symbol);
            if (child != 0 || node == 0)
            {
                return child;
            }

            node = _nodes[node].Suffix;
        }
    }

    /// <param name="symbol">The symbol that leads here.</param>
    internal sealed class Node(int symbol)
    {
        public int Symbol => symbol;

        public List<(int Symbol, int Child)> Children { get; } = new(1);

        public List<int> Phrases { get; } = [];

        public int Suffix { get; set; }

        /// <summary>The child for a symbol, or 0.</summary>
        public int Child(int wanted)
        {
            foreach (var (own, child) in Children)
            {
                if (own == wanted)
                {
                    return child;
                }
            }

            return 0;
        }
    }
}
