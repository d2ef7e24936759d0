namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>What Microsoft's filter made of an address's mail on a day.</summary>
public enum SndsFilterResult : byte
{
    /// <summary>The data does not say, or says a word of its own.</summary>
    Unknown,

    /// <summary>Less than a tenth was junk.</summary>
    Green,

    /// <summary>Between a tenth and nine tenths were junk.</summary>
    Yellow,

    /// <summary>More than nine tenths were junk.</summary>
    Red,
}
