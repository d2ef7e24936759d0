using System.Net;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Snds;

/// <summary>What Smart Network Data Services tell of an address and a day: a row of <c>data.aspx</c>. What the row does not say is null.</summary>
public sealed record SndsDay
{
    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The day on which the activity began, by Microsoft's clock, which is that of the US Pacific coast.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>When the activity began, by the same clock.</summary>
    public DateTime ActivityStart { get; init; }

    /// <summary>When the activity ended, by the same clock.</summary>
    public DateTime? ActivityEnd { get; init; }

    /// <summary>How many RCPT commands were given: recipients tried.</summary>
    public long? RcptCommands { get; init; }

    /// <summary>How many DATA commands were given: messages sent.</summary>
    public long? DataCommands { get; init; }

    /// <summary>How many recipients messages were sent to.</summary>
    public long? MessageRecipients { get; init; }

    /// <summary>What the filter made of it; null where the data does not say, or says a word of its own.</summary>
    public FilterVerdict? FilterResult { get; init; }

    /// <summary>How many recipients complained.</summary>
    public ComplaintRate? ComplaintRate { get; init; }

    /// <summary>How many messages went to Microsoft's trap accounts.</summary>
    public long? TrapHits { get; init; }

    /// <summary>A HELO name that the address gave.</summary>
    public string? SampleHelo { get; init; }

    /// <summary>A sender's address that it gave.</summary>
    public string? SampleMailFrom { get; init; }

    /// <summary>Whatever Microsoft adds.</summary>
    public string? Comments { get; init; }
}
