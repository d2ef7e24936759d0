using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>What an attempt means for its delivery.</summary>
internal sealed class Judgement
{
    /// <summary>What the deciding reply means.</summary>
    public required Classification Meaning { get; init; }

    /// <summary>The stage that decided.</summary>
    public required SmtpStage Stage { get; init; }

    /// <summary>The reply that decided, if one came.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>What went wrong when none came.</summary>
    public TransportFailure Failure { get; init; }

    /// <summary>The verdicts; none where the attempt says nothing of the message.</summary>
    public required IReadOnlyList<RecipientResult> Results { get; init; }

    /// <summary>The recipients that still wait.</summary>
    public required IReadOnlyList<string> Remaining { get; init; }

    /// <summary>When they are tried next.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Whether an attempt of the delivery is used up.</summary>
    public required bool CountsAsAttempt { get; init; }

    /// <summary>Whether the connection was refused.</summary>
    public bool ConnectionRefused { get; init; }
}
