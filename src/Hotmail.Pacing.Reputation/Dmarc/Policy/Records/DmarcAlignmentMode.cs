namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

/// <summary>When an authenticated domain counts for the domain of the From field.</summary>
public enum DmarcAlignmentMode : byte
{
    /// <summary>Where both have the same organisational domain (<c>r</c>).</summary>
    Relaxed,

    /// <summary>Only where both are the same (<c>s</c>).</summary>
    Strict,
}
