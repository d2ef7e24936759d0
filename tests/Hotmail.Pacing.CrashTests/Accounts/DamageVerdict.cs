namespace Hotmail.Pacing.CrashTests;

/// <summary>What became of a damage.</summary>
internal enum DamageVerdict
{
    /// <summary>It hit nothing that mattered: all that was owed was sent.</summary>
    Harmless,

    /// <summary>It was reported, and what was not sent is still in the spool, or the spool did not open.</summary>
    Detected,

    /// <summary>Something is gone without a word, or was sent changed.</summary>
    Undetected,
}
