using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Transport;

/// <summary>What one transaction did for one recipient.</summary>
/// <param name="Address">The recipient.</param>
/// <param name="Stage">The stage that decided: <see cref="SmtpStage.EndOfData"/> for a delivered one.</param>
/// <param name="Reply">The reply that decided; <see langword="null"/> when none came. With <see cref="TransportFailure.Unsupported"/> it is our own.</param>
/// <param name="Failure">What went wrong when no reply said so.</param>
public readonly record struct RecipientOutcome(string Address, SmtpStage Stage, SmtpReply? Reply, TransportFailure Failure)
{
    /// <summary>Whether the receiver took responsibility: a 2yz reply to the end of data.</summary>
    public bool IsDelivered => Stage == SmtpStage.EndOfData && Reply is { Code: >= 200 and < 300 };
}
