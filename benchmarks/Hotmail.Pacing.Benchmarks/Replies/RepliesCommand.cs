using System.Text.Json;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Benchmarks.Replies;

/// <summary>Classifies a file of replies and counts what the classifier gets right: <c>replies FILE.tsv [--json]</c>.</summary>
internal static class RepliesCommand
{
    private const string MicrosoftPrefix = "microsoft-";

    public static int Run(string[] args, TextWriter output, TextWriter error)
    {
        var files = args.Where(arg => arg != "--json").ToArray();
        if (files is not [var path] || path.StartsWith('-'))
        {
            error.WriteLine("Usage: replies FILE.tsv [--json]");
            return 2;
        }

        try
        {
            var classifier = new ReplyClassifier();
            var verdicts = ReplyFile.Read(path).Select(row => Classify(classifier, row)).ToList();
            if (args.Contains("--json"))
            {
                WriteJson(verdicts, output);
            }
            else
            {
                WriteTable(verdicts, output);
            }

            return 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{path}: {exception.Message}");
            return 2;
        }
        catch (FormatException exception)
        {
            error.WriteLine(exception.Message);
            return 2;
        }
    }

    private static Verdict Classify(ReplyClassifier classifier, ReplyRow row) =>
        new(row, classifier.Classify(SmtpReply.Parse(row.Reply, row.Stage), row.Provider));

    private static void WriteJson(List<Verdict> verdicts, TextWriter output)
    {
        var microsoft = verdicts.Where(verdict => verdict.Row.Provider.StartsWith(MicrosoftPrefix, StringComparison.Ordinal)).ToList();
        output.WriteLine(JsonSerializer.Serialize(new Dictionary<string, int>
        {
            ["rows"] = verdicts.Count,
            ["class_right"] = verdicts.Count(verdict => verdict.ClassRight),
            ["permanence_right"] = verdicts.Count(verdict => verdict.PermanenceRight),
            ["microsoft_rows"] = microsoft.Count,
            ["microsoft_right"] = microsoft.Count(verdict => verdict.Right),
        }));
    }

    private static void WriteTable(List<Verdict> verdicts, TextWriter output)
    {
        output.WriteLine($"{"provider",-20} {"rows",6} {"class",6} {"permanence",11}");
        foreach (var group in verdicts.GroupBy(verdict => verdict.Row.Provider))
        {
            WriteCounts(group.Key, group.ToList());
        }

        WriteCounts("all", verdicts);
        foreach (var missed in verdicts.Where(verdict => !verdict.Right))
        {
            output.WriteLine();
            output.WriteLine($"{missed.Row.Provider} {missed.Row.Stage}: {missed.Row.Reply}");
            output.WriteLine($"  stated {ReplyClassNames.ToName(missed.Row.Class)}, {missed.Row.Permanence};"
                + $" found {ReplyClassNames.ToName(missed.Found.Class)}, {missed.Found.Permanence} (rule {missed.Found.Rule})");
        }

        void WriteCounts(string name, List<Verdict> group) =>
            output.WriteLine($"{name,-20} {group.Count,6} {group.Count(verdict => verdict.ClassRight),6} {group.Count(verdict => verdict.PermanenceRight),11}");
    }

    private sealed record Verdict(ReplyRow Row, Classification Found)
    {
        public bool ClassRight => Found.Class == Row.Class;

        public bool PermanenceRight => Found.Permanence == Row.Permanence;

        public bool Right => ClassRight && PermanenceRight;
    }
}
