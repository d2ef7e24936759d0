using System.Text;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Benchmarks.Replies;

/// <summary>Reads files of replies: UTF-8, tab separated, the columns provider, stage, reply, class, permanence and any further ones.</summary>
internal static class ReplyFile
{
    private static readonly string[] Columns = ["provider", "stage", "reply", "class", "permanence"];

    private static readonly Dictionary<string, SmtpStage> Stages = new(StringComparer.Ordinal)
    {
        ["unknown"] = SmtpStage.Unknown,
        ["connect"] = SmtpStage.Connect,
        ["banner"] = SmtpStage.Banner,
        ["ehlo"] = SmtpStage.Ehlo,
        ["starttls"] = SmtpStage.StartTls,
        ["auth"] = SmtpStage.Auth,
        ["mail"] = SmtpStage.Mail,
        ["rcpt"] = SmtpStage.Rcpt,
        ["data"] = SmtpStage.Data,
        ["eod"] = SmtpStage.EndOfData,
    };

    private static readonly Dictionary<string, ReplyClass> Classes =
        Enum.GetValues<ReplyClass>().ToDictionary(ReplyClassNames.ToName, StringComparer.Ordinal);

    private static readonly Dictionary<string, Permanence> Permanences = new(StringComparer.Ordinal)
    {
        ["success"] = Permanence.Success,
        ["transient"] = Permanence.Transient,
        ["permanent"] = Permanence.Permanent,
    };

    /// <exception cref="FormatException">The header or a row is not of that form; the message names file and line.</exception>
    public static IReadOnlyList<ReplyRow> Read(string path)
    {
        var rows = new List<ReplyRow>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var cells = line.Split('\t');
            if (number == 1)
            {
                if (!cells.Take(Columns.Length).SequenceEqual(Columns, StringComparer.Ordinal))
                {
                    throw Bad($"the header must start with the columns {string.Join(", ", Columns)}");
                }
            }
            else if (line.Length > 0)
            {
                if (cells.Length < Columns.Length)
                {
                    throw Bad($"{cells.Length} columns where at least {Columns.Length} are needed");
                }

                rows.Add(new ReplyRow(cells[0], Find(Stages, 1), Unescape(cells[2]), Find(Classes, 3), Find(Permanences, 4)));
            }

            T Find<T>(Dictionary<string, T> names, int column) =>
                names.TryGetValue(cells[column], out var value) ? value : throw Bad($"'{cells[column]}' is no {Columns[column]}: it is one of {string.Join(", ", names.Keys)}");
        }

        return number > 0 ? rows : throw Bad("the file is empty");

        FormatException Bad(string what) => new($"{path}:{Math.Max(number, 1)}: {what}.");
    }

    private static string Unescape(string cell)
    {
        var text = new StringBuilder(cell.Length);
        for (var i = 0; i < cell.Length; i++)
        {
            var replaced = cell[i] == '\\' && i + 1 < cell.Length
                ? cell[i + 1] switch { 'n' => '\n', 't' => '\t', '\\' => '\\', _ => '\0' }
                : '\0';
            text.Append(replaced == '\0' ? cell[i] : replaced);
            i += replaced == '\0' ? 0 : 1;
        }

        return text.ToString();
    }
}
