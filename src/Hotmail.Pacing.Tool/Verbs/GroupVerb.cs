using System.CommandLine;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Tool.Reports;

namespace Hotmail.Pacing.Tool.Verbs;

/// <summary>What the verbs about a destination group have in common.</summary>
internal static class GroupVerb
{
    public static Argument<string> Argument() => new("group") { Description = "The destination group: a configured one, or a domain that has mail." };

    /// <summary>Who asks, and why, as it is recorded.</summary>
    public static string By(string? reason) => string.IsNullOrWhiteSpace(reason) ? Environment.UserName : $"{Environment.UserName} ({reason.Trim()})";

    public static Task<int> RunAsync(SpoolRunner runner, ParseResult parsed, SpoolRequest request, CancellationToken cancellationToken) => runner.RunAsync(
        parsed,
        async session =>
        {
            SpoolAnswer answer = await SpoolRunner.AskAsync(session, request, cancellationToken).ConfigureAwait(false);
            await runner.ReportAsync(
                parsed,
                new GroupReport(session.File, answer.Paths!),
                ReportJson.Readable.GroupReport,
                writer =>
                {
                    foreach (PathStatus path in answer.Paths!)
                    {
                        writer.WriteLine($"{path.Group} from {path.Source}: {path.Why}");
                    }
                }).ConfigureAwait(false);
            return ExitCodes.Done;
        },
        cancellationToken);
}
