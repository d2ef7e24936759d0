namespace Hotmail.Pacing.Responses;

/// <summary>Whether the same command may succeed later.</summary>
public enum Permanence : byte
{
    /// <summary>Accepted.</summary>
    Success = 0,

    /// <summary>May succeed later: try again.</summary>
    Transient,

    /// <summary>Will not succeed: do not try again.</summary>
    Permanent,
}
