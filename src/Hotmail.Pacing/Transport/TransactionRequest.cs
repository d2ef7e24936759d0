namespace Hotmail.Pacing.Transport;

/// <summary>One mail transaction: one message from one sender to recipients on this host.</summary>
public readonly record struct TransactionRequest
{
    /// <summary>The reverse-path; empty for the null one.</summary>
    public required string Sender { get; init; }

    /// <summary>The recipients' addresses; at least one.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The message.</summary>
    public required MessageContent Content { get; init; }

    /// <summary>Called once, as soon as MAIL FROM is accepted, on whatever thread; must not block or throw.</summary>
    public Action? SenderAccepted { get; init; }
}
