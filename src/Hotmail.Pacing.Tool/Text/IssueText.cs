using Hotmail.Pacing.Tool.Reports;

namespace Hotmail.Pacing.Tool.Text;

/// <summary>Issues for people: what was found, why it matters, and what to do about it.</summary>
internal static class IssueText
{
    public static void Write(TextWriter writer, IReadOnlyList<IssueInfo> issues, int? width)
    {
        foreach (IssueInfo issue in issues)
        {
            writer.WriteLine();
            Paragraph.Write(writer, $"{issue.Severity.ToUpperInvariant()} {issue.Code}: ", issue.Subject, width);
            Paragraph.Write(writer, "  found: ", issue.Evidence, width);
            Paragraph.Write(writer, "  why:   ", issue.Why, width);
            Paragraph.Write(writer, "  fix:   ", issue.Fix, width);
        }
    }
}
