namespace Hotmail.Pacing.Responses.Matching;

/// <summary>The trie of the phrases from which <see cref="TextMatcher"/> makes its tables. Node 0 is the root.</summary>
internal sealed class PhraseTrie
{
    private readonly List<Node> _nodes = [new()];

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
                _nodes.Add(new Node());
            }

            node = child;
        }

        _nodes[node].Phrases.Add(phrase);
    }

    /// <summary>Gives every node the node of its longest proper suffix, by breadth, and the phrases that end with that suffix.</summary>
    public void LinkSuffixes()
    {
        var queue = new Queue<int>();
        foreach (var (_, child) in _nodes[0].Children)
        {
            queue.Enqueue(child);
        }

        while (queue.TryDequeue(out var node))
        {
            foreach (var (symbol, child) in _nodes[node].Children)
            {
                var suffix = Next(_nodes[node].Suffix, symbol);
                _nodes[child].Suffix = suffix;
                _nodes[child].Phrases.AddRange(_nodes[suffix].Phrases);
                queue.Enqueue(child);
            }
        }
    }

    /// <summary>Where a symbol leads from a node, whose suffixes are linked: to its child, else where it leads from the longest suffix.</summary>
    public int Next(int node, int symbol)
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

    internal sealed class Node
    {
        public List<(int Symbol, int Child)> Children { get; } = new(1);

        public List<int> Phrases { get; } = [];

        public int Suffix { get; set; }

        /// <summary>The child for a symbol, or 0.</summary>
        public int Child(int symbol)
        {
            foreach (var (own, child) in Children)
            {
                if (own == symbol)
                {
                    return child;
                }
            }

            return 0;
        }
    }
}
