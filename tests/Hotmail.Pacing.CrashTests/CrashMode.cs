namespace Hotmail.Pacing.CrashTests;

/// <summary>What happens to the spool besides the kills.</summary>
internal enum CrashMode
{
    /// <summary>Nothing.</summary>
    Kill,

    /// <summary>Its disk is full now and then.</summary>
    FullDisk,

    /// <summary>After each kill one of its files is cut off, or some of its bits are flipped.</summary>
    Damage,
}
