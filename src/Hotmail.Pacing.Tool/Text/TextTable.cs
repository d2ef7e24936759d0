namespace Hotmail.Pacing.Tool.Text;

/// <summary>A table of plain text: columns as wide as what is in them, and on a screen not wider than it.</summary>
internal sealed class TextTable(params TextColumn[] columns)
{
    private const string Gap = "  ";
    private const int LeastFlexible = 12;

    private readonly List<string[]> _rows = [];

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(static cell => cell.ReplaceLineEndings(" "))]);

    /// <summary>Writes it.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="width">How many characters a line may have; <see langword="null"/> for as many as it takes.</param>
    public void Write(TextWriter writer, int? width)
    {
        int[] widths = Fit(width);
        WriteRow(writer, widths, [.. columns.Select(static column => column.Title)]);
        foreach (string[] row in _rows)
        {
            WriteRow(writer, widths, row);
        }
    }

    /// <summary>The widths: where the line is too narrow, the widest of the columns that may be cut is.</summary>
    private int[] Fit(int? width)
    {
        int[] widths = [.. columns.Select((column, index) => _rows.Select(row => row[index].Length).Append(column.Title.Length).Max())];
        if (width is { } most)
        {
            for (int excess = widths.Sum() + (Gap.Length * (widths.Length - 1)) - (most - 1); excess > 0; excess--)
            {
                int widest = Enumerable.Range(0, widths.Length).Where(index => columns[index].MayBeCut && widths[index] > LeastFlexible).DefaultIfEmpty(-1).MaxBy(index => index < 0 ? 0 : widths[index]);
                if (widest < 0)
                {
                    break;
                }

                widths[widest]--;
            }
        }

        return widths;
    }

    private void WriteRow(TextWriter writer, int[] widths, string[] cells)
    {
        var line = string.Join(Gap, cells.Select((cell, index) =>
        {
            int room = widths[index];
            string cut = cell.Length <= room ? cell : columns[index].KeepsEnd ? "…" + cell[^(room - 1)..] : cell[..(room - 1)] + "…";
            return columns[index].IsNumber ? cut.PadLeft(room) : cut.PadRight(room);
        }));
        writer.WriteLine(line.TrimEnd());
    }
}
