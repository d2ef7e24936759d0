using System.Net;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Telemetry;

/// <summary>One try to deliver one message over one connection, with its reply. A try that found the connection refused leaves one too.</summary>
public sealed record AttemptRecord
{
    /// <summary>When it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The egress source and the destination group.</summary>
    public required EgressPath Path { get; init; }

    /// <summary>The delivery.</summary>
    public required DeliveryId DeliveryId { get; init; }

    /// <summary>The message.</summary>
    public required MessageId MessageId { get; init; }

    /// <summary>The recipients' domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The recipients' engagement.</summary>
    public required Engagement Engagement { get; init; }

    /// <summary>The campaign, if any.</summary>
    public string? Campaign { get; init; }

    /// <summary>The host: a mail exchanger or the relay; <see langword="null"/> when none was found.</summary>
    public string? Host { get; init; }

    /// <summary>Its address; <see langword="null"/> when none was found.</summary>
    public IPEndPoint? EndPoint { get; init; }

    /// <summary>Connections open on the path at that moment, this one included.</summary>
    public required int OpenConnections { get; init; }

    /// <summary>The path's ceiling at that moment.</summary>
    public required int Ceiling { get; init; }

    /// <summary>Why the path was restricted at that moment (<see cref="Control.PathRestriction.Reason"/>); <see langword="null"/> when it was not.</summary>
    public string? Restriction { get; init; }

    /// <summary>The stage that decided.</summary>
    public required SmtpStage Stage { get; init; }

    /// <summary>The reply that decided; <see langword="null"/> when none came.</summary>
    public SmtpReply? Reply { get; init; }

    /// <summary>What went wrong when no reply said so.</summary>
    public TransportFailure Failure { get; init; }

    /// <summary>What it meant. Where no reply came, <see cref="ReplyClass.ServerTemporary"/> by a rule named after the failure.</summary>
    public required Classification Classification { get; init; }

    /// <summary>Whether the connection was refused: an event of the path, which uses up none of the message's attempts.</summary>
    public bool ConnectionRefused { get; init; }

    /// <summary>Now − the time the message was accepted.</summary>
    public required TimeSpan MessageAge { get; init; }

    /// <summary>Which attempt of the delivery it is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>How long it took, the connection's opening included when this attempt opened it.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What became of each recipient in this attempt: delivered, deferred, failed or expired.</summary>
    public required IReadOnlyList<RecipientResult> Recipients { get; init; }
}
