namespace Hotmail.Pacing.Reputation.Observations;

/// <summary>What a receiver's filter made of an address's mail, in the colours of SNDS.</summary>
public enum FilterVerdict : byte
{
    /// <summary>Less than a tenth was taken for spam.</summary>
    Green,

    /// <summary>Between a tenth and nine tenths.</summary>
    Yellow,

    /// <summary>More than nine tenths.</summary>
    Red,
}
