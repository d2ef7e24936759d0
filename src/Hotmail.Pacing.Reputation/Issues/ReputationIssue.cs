namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>Something that costs a sender trust, or will, with what shows it and what to do.</summary>
public sealed record ReputationIssue
{
    /// <summary>What it is in general.</summary>
    public required IssueDefinition Definition { get; init; }

    /// <summary>Its name, such as <c>spf-too-many-lookups</c>.</summary>
    public string Code => Definition.Code;

    /// <summary>What it is about.</summary>
    public IssueArea Area => Definition.Area;

    /// <summary>How bad it is.</summary>
    public IssueSeverity Severity => Definition.Severity;

    /// <summary>What has it: a domain, an address, a selector's name, a header field.</summary>
    public required string Subject { get; init; }

    /// <summary>What was found, as a sentence, with the record's own text where there is one.</summary>
    public required string Evidence { get; init; }

    /// <summary>Where in that text, in characters from 0; null where it is the whole.</summary>
    public int? Position { get; init; }

    /// <summary>Why it matters for what receivers accept from the sender.</summary>
    public string Why => Definition.Why;

    /// <summary>What to do about it.</summary>
    public required string Fix { get; init; }

    /// <summary>The issue on one line.</summary>
    public override string ToString() => $"{Severity} {Code} ({Subject}): {Evidence}";
}
