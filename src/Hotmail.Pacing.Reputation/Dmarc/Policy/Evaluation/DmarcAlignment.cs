using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>Whether what SPF or a DKIM signature says counts for the domain of the From field.</summary>
public sealed record DmarcAlignment
{
    /// <summary>What was authenticated, or not.</summary>
    public required DmarcMechanism Mechanism { get; init; }

    /// <summary>The domain, in ASCII and lower case.</summary>
    public required string Domain { get; init; }

    /// <summary>Whether it was authenticated; null where the DNS did not say.</summary>
    public required bool? HasPassed { get; init; }

    /// <summary>What the record asks for.</summary>
    public required DmarcAlignmentMode Mode { get; init; }

    /// <summary>Whether the domain is aligned, by that mode; null where the DNS did not say.</summary>
    public required bool? IsAligned { get; init; }

    /// <summary>Both, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether this alone makes the message pass.</summary>
    internal bool Counts => HasPassed == true && IsAligned == true;

    /// <summary>Whether it might, if the DNS had answered.</summary>
    internal bool MayCount => !Counts && HasPassed != false && IsAligned != false;
}
