namespace Hotmail.Pacing.Reputation.Spf;

/// <summary>What came of an evaluation, and why.</summary>
public sealed record SpfResult
{
    /// <summary>The result.</summary>
    public required SpfVerdict Verdict { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The domain that was checked: the envelope sender's or the HELO name.</summary>
    public required string Domain { get; init; }

    /// <summary>The domain whose record decided, or is wrong: other than <see cref="Domain"/> after a redirect or within an include.</summary>
    public required string RecordDomain { get; init; }

    /// <summary>The term that decided or failed, such as <c>-all</c>; null where none did.</summary>
    public string? Mechanism { get; init; }

    /// <summary>Where in the record of <see cref="RecordDomain"/> the term or the mistake is, from 0; null where no place is meant.</summary>
    public int? Position { get; init; }

    /// <summary>
    /// What the domain says to a client that failed; null where it says nothing. It comes from the domain's owner and from the client:
    /// visible ASCII and spaces only, but otherwise not to be trusted.
    /// </summary>
    public string? Explanation { get; init; }

    /// <summary>How many of the 10 lookups were used.</summary>
    public int Lookups { get; init; }

    /// <summary>How many lookups found nothing.</summary>
    public int VoidLookups { get; init; }
}
