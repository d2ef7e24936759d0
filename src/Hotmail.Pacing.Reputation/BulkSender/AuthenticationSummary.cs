namespace Hotmail.Pacing.Reputation.BulkSender;

/// <summary>How a message fares in authentication, as far as it is known; null is not known.</summary>
public sealed record AuthenticationSummary
{
    /// <summary>Whether SPF passes, aligned or not.</summary>
    public bool? SpfPasses { get; init; }

    /// <summary>Whether a DKIM signature passes, aligned or not.</summary>
    public bool? DkimPasses { get; init; }

    /// <summary>Whether the From domain has a DMARC record and SPF or DKIM passes for it (aligned).</summary>
    public bool? DmarcPasses { get; init; }

    /// <summary>Why SPF says what it says, as a sentence; null where that is not known.</summary>
    public string? SpfReason { get; init; }

    /// <summary>Why DMARC says what it says, as a sentence; null where that is not known.</summary>
    public string? DmarcReason { get; init; }
}
