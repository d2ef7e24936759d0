using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>Whose record is looked at, for its issues.</summary>
/// <param name="Domain">The domain.</param>
/// <param name="Record">Its record.</param>
internal sealed record RecordPlace(string Domain, string Record)
{
    /// <summary>An issue of it.</summary>
    /// <param name="definition">Which.</param>
    /// <param name="found">What was found, as a sentence.</param>
    /// <param name="position">Where in the record; null where it is the whole.</param>
    /// <param name="fix">What to do here in particular; null for what helps in general.</param>
    public ReputationIssue Issue(IssueDefinition definition, string found, int? position, string? fix = null) =>
        definition.On(Domain, $"{found} The record of {Domain}: {RecordRules.Quote(Record)}", position, fix);
}
