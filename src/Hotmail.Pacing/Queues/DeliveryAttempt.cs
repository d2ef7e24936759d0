using System.Net;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Queues;

/// <summary>One try to deliver one delivery, as the queue remembers it: when, where, what the receiver said, and what became of the recipients. A refused connection is one too.</summary>
public sealed record DeliveryAttempt
{
    /// <summary>Which attempt of the delivery it was, from 1. A refused connection uses up none: the next one has the same number.</summary>
    public required int Number { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The path it was made on; another than the delivery's if that was moved since.</summary>
    public required EgressPath Path { get; init; }

    /// <summary>The host: a mail exchanger or the relay; <see langword="null"/> when none was found.</summary>
    public string? Host { get; init; }

    /// <summary>Its address; <see langword="null"/> when none was found.</summary>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>The stage that decided.</summary>
    public required SmtpStage Stage { get; init; }

    /// <summary>The reply that decided, of its text at most the first 1,000 characters; <see langword="null"/> when none came.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>What went wrong when no reply said so.</summary>
    public TransportFailure Failure { get; init; }

    /// <summary>What it meant.</summary>
    public required ReplyClass Class { get; init; }

    /// <summary>The name of the rule that said so.</summary>
    public required string Rule { get; init; }

    /// <summary>Whether the connection was refused: an event of the path, which uses up none of the delivery's attempts.</summary>
    public bool ConnectionRefused { get; init; }

    /// <summary>How long it took, the connection's opening included when this attempt opened it.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>How many recipients it said something of; 0 where it said nothing of them, as a refused connection does.</summary>
    public required int RecipientCount { get; init; }

    /// <summary>What became of the recipients: of at most 20 of them, first those that were not delivered.</summary>
    public required IReadOnlyList<AttemptedRecipient> Recipients { get; init; }
}
