using System.Net;

namespace Hotmail.Pacing.Reputation.Complaints;

/// <summary>What a recipient or a receiver complains about. Texts are cut at 1,000 characters. Any of it may be missing: receivers differ in what they tell.</summary>
public sealed record Complaint
{
    /// <summary>The name of the file it was read from, as it was given to the reader.</summary>
    public required string File { get; init; }

    /// <summary>How it was written.</summary>
    public required ComplaintFormat Format { get; init; }

    /// <summary>What it is about, in lower case: <c>abuse</c> (the recipient called it junk), <c>fraud</c>, <c>virus</c>, <c>not-spam</c>, <c>auth-failure</c>, <c>other</c>.</summary>
    public required string FeedbackType { get; init; }

    /// <summary>How many such complaints it stands for.</summary>
    public long Incidents { get; init; } = 1;

    /// <summary>The program that wrote it.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The address the message came from.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>When the message arrived.</summary>
    public DateTimeOffset? ArrivalDate { get; init; }

    /// <summary>The message's sender in the envelope, or its <c>Return-Path</c>: with VERP, it names the recipient.</summary>
    public string? ReturnPath { get; init; }

    /// <summary>The recipient, where the receiver tells him and has not made him unrecognisable.</summary>
    public string? Recipient { get; init; }

    /// <summary>The message's <c>Message-ID</c>, without the angle brackets.</summary>
    public string? MessageId { get; init; }

    /// <summary>The message's <c>List-ID</c>.</summary>
    public string? ListId { get; init; }

    /// <summary>The message's <c>Feedback-ID</c>, such as <c>campaign:customer:kind:sender</c>.</summary>
    public string? FeedbackId { get; init; }

    /// <summary>The message's headers whose names begin with <c>X-</c>, at most 100 of them; of several with the same name, the first.</summary>
    public IReadOnlyDictionary<string, string> CustomHeaders { get; init; } = new Dictionary<string, string>();

    /// <summary>The domains that it is about.</summary>
    public IReadOnlyList<string> ReportedDomains { get; init; } = [];

    /// <summary>The addresses of web pages and mailboxes that it is about.</summary>
    public IReadOnlyList<string> ReportedUris { get; init; } = [];

    /// <summary>The receiver's server.</summary>
    public string? ReportingMta { get; init; }

    /// <summary>For <c>auth-failure</c> (RFC 6591): what failed, such as <c>bodyhash</c>.</summary>
    public string? AuthFailure { get; init; }
}
