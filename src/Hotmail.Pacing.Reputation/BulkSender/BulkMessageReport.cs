using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.BulkSender;

/// <summary>What <see cref="BulkSenderCheck"/> found.</summary>
public sealed record BulkMessageReport
{
    /// <summary>The domain of the From address, in ASCII; null where there is no single valid address.</summary>
    public string? FromDomain { get; init; }

    /// <summary>The bytes that were read: the message's size, but for one that is too large.</summary>
    public required int Size { get; init; }

    /// <summary>What is wrong, the worst first.</summary>
    public required IReadOnlyList<ReputationIssue> Issues { get; init; }
}
