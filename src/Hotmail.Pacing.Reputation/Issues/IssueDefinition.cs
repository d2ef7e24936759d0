namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>One thing that may be wrong: what it means, whatever the domain or message that has it. <see cref="IssueCatalogue"/> holds them all.</summary>
public sealed record IssueDefinition
{
    /// <summary>Its name, which does not change from version to version: lower case with hyphens, the area first, such as <c>spf-too-many-lookups</c>.</summary>
    public required string Code { get; init; }

    /// <summary>What it is about.</summary>
    public required IssueArea Area { get; init; }

    /// <summary>How bad it is.</summary>
    public required IssueSeverity Severity { get; init; }

    /// <summary>What is wrong, as a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>Why it matters for what receivers accept from the sender, as one or two sentences.</summary>
    public required string Why { get; init; }

    /// <summary>What to do about it in general, as one or two sentences.</summary>
    public required string Fix { get; init; }

    /// <summary>The issue as a domain, an address or a message has it.</summary>
    /// <param name="subject">What has it: a domain, an address, a selector's name, a header field.</param>
    /// <param name="evidence">What was found, as a sentence, with the record's own text where there is one.</param>
    /// <param name="position">Where in that text, in characters from 0; null where it is the whole.</param>
    /// <param name="fix">What to do here in particular; null: <see cref="Fix"/>.</param>
    internal ReputationIssue On(string subject, string evidence, int? position = null, string? fix = null) =>
        new() { Definition = this, Subject = QuotedText.Show(subject), Evidence = QuotedText.Show(evidence), Position = position, Fix = fix is null ? Fix : QuotedText.Show(fix) };
}
