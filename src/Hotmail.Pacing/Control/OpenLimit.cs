namespace Hotmail.Pacing.Control;

/// <summary>What keeps a path from opening another connection.</summary>
public enum OpenLimit : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>As many are open as the ceiling allows.</summary>
    Ceiling,

    /// <summary>Too many of the open ones have not had their first MAIL FROM accepted yet.</summary>
    Unconfirmed,

    /// <summary>A connection was refused, dropped or not reached a moment ago.</summary>
    AfterRefusal,

    /// <summary>The receiver limits openings in a time, and that many were made.</summary>
    OpeningPace,

    /// <summary>The path is paused.</summary>
    Paused,
}
