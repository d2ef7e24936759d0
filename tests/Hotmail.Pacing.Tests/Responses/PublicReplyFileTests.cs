using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Responses;

/// <summary>The accuracy that is asked for, over the file of replies seen in public, where it lies beside the checkout.</summary>
public class PublicReplyFileTests
{
    private static readonly Dictionary<string, SmtpStage> Stages = new(StringComparer.Ordinal)
    {
        ["unknown"] = SmtpStage.Unknown,
        ["banner"] = SmtpStage.Banner,
        ["ehlo"] = SmtpStage.Ehlo,
        ["mail"] = SmtpStage.Mail,
        ["rcpt"] = SmtpStage.Rcpt,
        ["data"] = SmtpStage.Data,
        ["eod"] = SmtpStage.EndOfData,
    };

    [Fact]
    public void Class_and_permanence_of_the_public_replies_are_found()
    {
        var path = FindFile();
        Assert.SkipWhen(path is null, "tests/data/replies/replies.tsv is not above this folder.");

        var classifier = new ReplyClassifier();
        var rows = File.ReadLines(path!).Skip(1).Select(line => line.Split('\t')).Select(cells =>
        {
            var found = classifier.Classify(SmtpReply.Parse(cells[2].Replace("\\n", "\n", StringComparison.Ordinal), Stages[cells[1]]), cells[0]);
            return (Provider: cells[0], Class: ReplyClassNames.ToName(found.Class) == cells[3], Permanence: found.Permanence.ToString().Equals(cells[4], StringComparison.OrdinalIgnoreCase));
        }).ToList();

        Assert.NotEmpty(rows);
        Assert.True(rows.Count(row => row.Class) >= 0.97 * rows.Count);
        Assert.True(rows.Count(row => row.Permanence) >= 0.99 * rows.Count);
        Assert.All(rows.Where(row => row.Provider.StartsWith("microsoft-", StringComparison.Ordinal)), row => Assert.True(row.Class && row.Permanence));
    }

    private static string? FindFile()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "tests", "data", "replies", "replies.tsv");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
