namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

/// <summary>Where a record asks for reports to be sent.</summary>
public sealed record DmarcReportAddress
{
    /// <summary>The URI, without the size that may stand behind it.</summary>
    public required string Text { get; init; }

    /// <summary>Where it begins in the record's text, from 0.</summary>
    public required int Position { get; init; }

    /// <summary>The mailbox, for a <c>mailto:</c> URI; null for any other, to which hardly any receiver sends.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The mailbox's domain in ASCII and lower case; null where there is no mailbox.</summary>
    public string? Domain { get; init; }

    /// <summary>The largest report that is wanted, such as <c>10m</c>; RFC 9989 has receivers ignore it. Null where the record names none.</summary>
    public string? Size { get; init; }
}
