namespace Hotmail.Pacing.Reputation.Spf.Lint;

/// <summary>How bad an issue is.</summary>
public enum SpfIssueSeverity : byte
{
    /// <summary>Works, and could be better.</summary>
    Notice,

    /// <summary>Works today for most, and breaks or misleads easily.</summary>
    Warning,

    /// <summary>Receivers reject the record, or it protects nothing.</summary>
    Error,
}
