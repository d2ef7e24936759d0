using System.Net;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>What the DNS says to one question.</summary>
public sealed record DnsAnswer
{
    /// <summary>The answer for a name that exists and has no such record.</summary>
    public static DnsAnswer NoData { get; } = new() { Status = DnsAnswerStatus.NoData };

    /// <summary>The answer for a name that does not exist.</summary>
    public static DnsAnswer NoName { get; } = new() { Status = DnsAnswerStatus.NoName };

    /// <summary>What came of the question.</summary>
    public required DnsAnswerStatus Status { get; init; }

    /// <summary>The addresses, for <see cref="DnsRecordKind.A"/> and <see cref="DnsRecordKind.Aaaa"/>; otherwise empty.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>The names without a final dot, for <see cref="DnsRecordKind.Mx"/>, <see cref="DnsRecordKind.Ptr"/> and <see cref="DnsRecordKind.Cname"/>; otherwise empty.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>One text per record, its strings joined with nothing between, for <see cref="DnsRecordKind.Txt"/>; otherwise empty.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Why there is no answer, for <see cref="DnsAnswerStatus.Failed"/>; otherwise null.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether there is clearly no such record: what RFC 7208 calls a void lookup.</summary>
    public bool IsVoid => Status is DnsAnswerStatus.NoData or DnsAnswerStatus.NoName;

    /// <summary>The answer when nobody gave one.</summary>
    /// <param name="reason">Why, as a sentence.</param>
    public static DnsAnswer Failed(string reason) => new() { Status = DnsAnswerStatus.Failed, Reason = reason };
}
