namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>What a spool may be asked.</summary>
internal enum SpoolVerb
{
    /// <summary>How the paths stand.</summary>
    Status = 0,

    /// <summary>What waits, a page of it.</summary>
    List,

    /// <summary>One delivery, and what is remembered of its attempts.</summary>
    Show,

    /// <summary>Makes what matches due now.</summary>
    Retry,

    /// <summary>Cancels what matches and waits.</summary>
    Cancel,

    /// <summary>Moves what matches and waits to another egress source.</summary>
    Move,

    /// <summary>Pauses a group.</summary>
    Pause,

    /// <summary>Ends a group's pause.</summary>
    Resume,
}
