namespace Hotmail.Pacing.Reputation.Issues;

/// <summary>How bad an issue is. <see cref="ReputationScore"/> says what each costs.</summary>
public enum IssueSeverity : byte
{
    /// <summary>It could not be checked, most often for a failure of the DNS. Says nothing of the sender; checked later, there may be an answer.</summary>
    Unknown,

    /// <summary>Works, and could be better.</summary>
    Notice,

    /// <summary>Works today for most receivers, and breaks or misleads easily.</summary>
    Warning,

    /// <summary>Receivers do not accept it, or it protects nothing.</summary>
    Error,

    /// <summary>Mail is refused or thrown away for it, or anybody may send in the domain's name.</summary>
    Critical,
}
