using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary>Paths as text: a table with a row for each engagement, and why each path is as it is.</summary>
internal static class PathTable
{
    public static void Write(TextWriter writer, IReadOnlyList<PathStatus> paths, DateTimeOffset now, int? width)
    {
        var table = new TextTable(
            new("GROUP", MayBeCut: true), new("SOURCE", MayBeCut: true), new("PHASE"), new("OPEN", IsNumber: true), new("CEILING", IsNumber: true), new("OLDEST", IsNumber: true),
            new("ENGAGEMENT"), new("QUEUED", IsNumber: true), new("DEFERRED", IsNumber: true), new("IN PROGRESS", IsNumber: true));
        foreach (PathStatus path in paths)
        {
            string oldest = path.OldestAcceptedAt is { } accepted ? Durations.Format(now - accepted) : "-";
            string[] start = [path.Group, path.Source, Words.Name(path.Phase), Words.Number(path.Open), Words.Number(path.Ceiling), oldest];
            if (path.Depths.Count == 0)
            {
                table.Add([.. start, "-", "0", "0", "0"]);
            }

            foreach (EngagementDepth depth in path.Depths)
            {
                table.Add([.. start, Words.Name(depth.Engagement), Words.Number(depth.Queued), Words.Number(depth.Deferred), Words.Number(depth.InProgress)]);
                start = ["", "", "", "", "", ""];
            }
        }

        table.Write(writer, width);
        writer.WriteLine();
        foreach (PathStatus path in paths)
        {
            writer.WriteLine($"{path.Group} from {path.Source}: {path.Why}");
        }
    }
}
