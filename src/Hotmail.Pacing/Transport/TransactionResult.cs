using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Transport;

/// <summary>What one transaction did.</summary>
public sealed record TransactionResult
{
    /// <summary>One outcome for each recipient, in the request's order.</summary>
    public required IReadOnlyList<RecipientOutcome> Recipients { get; init; }

    /// <summary>How far the transaction came.</summary>
    public required SmtpStage Stage { get; init; }

    /// <summary>The reply that ended it: to MAIL, to DATA, or to the end of data; the last recipient's when all were refused.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>What went wrong when no reply said so.</summary>
    public TransportFailure Failure { get; init; }

    /// <summary>What went wrong, in words.</summary>
    public string? Detail { get; init; }

    /// <summary>Whether the session can carry another message.</summary>
    public required bool SessionUsable { get; init; }

    /// <summary>
    /// Whether the answer to the end of data was lost: the receiver may have the message. The one case in which trying again may deliver it twice.
    /// </summary>
    public bool OutcomeUnknown { get; init; }
}
