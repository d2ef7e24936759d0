namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>Which column holds what: by the header's names where there is one, else in the order that the feed always had.</summary>
internal sealed class SndsColumns
{
    private static readonly string[] Order =
    [
        "address", "start", "end", "rcpt", "data", "recipients", "filter", "complaints", "trapstart", "trapend", "traps", "helo", "mailfrom", "comments",
    ];

    /// <summary>The first whose words a header's name has, without regard to blanks, signs and capitals.</summary>
    private static readonly (string Column, string[] Words)[] Names =
    [
        ("trapstart", ["trap", "start"]), ("trapend", ["trap", "end"]), ("traps", ["trap"]), ("start", ["start"]), ("end", ["end"]), ("rcpt", ["rcpt"]), ("recipients", ["recipient"]),
        ("data", ["data"]), ("filter", ["filter"]), ("complaints", ["complaint"]), ("helo", ["helo"]), ("mailfrom", ["mail"]), ("comments", ["comment"]), ("address", ["ip"]), ("address", ["address"]),
    ];

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private SndsColumns(IEnumerable<string?> columns)
    {
        var place = 0;
        foreach (var column in columns)
        {
            _places.TryAdd(column ?? "", place++);
        }
    }

    /// <summary>Those of a file without a header.</summary>
    public static SndsColumns Usual { get; } = new(Order);

    /// <summary>Whether those that a row cannot do without are there.</summary>
    public bool AreUsable => _places.ContainsKey("address") && _places.ContainsKey("start");

    public static SndsColumns OfHeader(IReadOnlyList<string> cells) => new(cells.Select(static cell =>
    {
        var name = string.Concat(cell.Where(char.IsLetter)).ToLowerInvariant();
        return Names.FirstOrDefault(known => known.Words.All(word => name.Contains(word, StringComparison.Ordinal))).Column;
    }));

    /// <summary>From 0; -1 where there is none.</summary>
    public int PlaceOf(string column) => _places.GetValueOrDefault(column, -1);

    public string Cell(IReadOnlyList<string> cells, string column) => PlaceOf(column) is var place and >= 0 && place < cells.Count ? cells[place] : "";
}
