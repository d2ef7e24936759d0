namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>What a spool may be asked.</summary>
internal enum SpoolVerb
{
    /// <summary>How the paths stand.</summary>
    Status = 0,

    /// <summary>What waits, a page of it.</summary>
    List,

    /// <summary>Makes what matches due now.</summary>
    Retry,

    /// <summary>Cancels what matches and waits.</summary>
    Cancel,

    /// <summary>Pauses a group.</summary>
    Pause,

    /// <summary>Ends a group's pause.</summary>
    Resume,
}
