using Hotmail.Pacing.Reputation.Spf.Flattening;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Spf;

/// <summary>A flattened record for people. Names and terms are written by strangers.</summary>
internal static class SpfFlattenText
{
    public static void Write(TextWriter writer, SpfFlattenPlan plan, SpfFlattenChanges? changes)
    {
        void Line(string text = "") => writer.WriteLine(Words.Plain(text));
        if (changes is not null)
        {
            Line(changes.IsStale ? "What was published after the earlier plan is no longer right:" : "What was published after the earlier plan is still right.");
            foreach (SpfSenderChange change in changes.Senders)
            {
                Line($"  {change.Term}:{Terms(" added", change.Added)}{Terms(" removed", change.Removed)}");
            }

            Line();
        }

        Line($"{plan.Domain}: {Words.Count(plan.LookupsBefore, "lookup", "lookups")} before, {Words.Number(plan.LookupsAfter)} after; 10 are allowed.");
        Line();
        Line("Publish as TXT:");
        foreach (SpfFlattenedRecord record in plan.Records)
        {
            Line($"  {record.Name}  \"{record.Text}\"");
        }

        if (plan.Kept.Count > 0)
        {
            Line();
            Line("Kept as they are:");
            foreach (SpfKeptTerm kept in plan.Kept)
            {
                Line($"  {kept.Term} of {kept.Domain}, {Words.Count(kept.Lookups, "lookup", "lookups")}: {kept.Reason}");
            }
        }

        if (plan.Senders.Count > 0)
        {
            Line();
            Line("When one of these changes its addresses, the record must be made again (keep the output of --json, and run with --plan each day):");
            foreach (SpfFlattenSender sender in plan.Senders)
            {
                Line($"  {sender.Term}: {Words.Count(sender.Sources.Sum(static source => source.Terms.Count), "network", "networks")} from {string.Join(", ", sender.Sources.Select(static source => source.Name))}");
            }
        }
    }

    private static string Terms(string what, IReadOnlyList<string> terms) => terms.Count == 0 ? "" : $"{what} {string.Join(' ', terms)}";
}
