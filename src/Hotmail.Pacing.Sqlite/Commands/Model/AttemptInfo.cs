using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>One try to deliver a delivery.</summary>
internal sealed record AttemptInfo
{
    /// <summary>Which attempt it was, from 1; a refused connection uses up none.</summary>
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Group { get; init; }

    public required string Source { get; init; }

    public string? Host { get; init; }

    /// <summary>The host's address and port.</summary>
    public string? EndPoint { get; init; }

    public required SmtpStage Stage { get; init; }

    public ReplyInfo? Reply { get; init; }

    public required TransportFailure Failure { get; init; }

    public required ReplyClass Class { get; init; }

    public required string Rule { get; init; }

    public required bool ConnectionRefused { get; init; }

    public required double DurationSeconds { get; init; }

    /// <summary>How many recipients it said something of.</summary>
    public required int RecipientCount { get; init; }

    /// <summary>Some of them.</summary>
    public required IReadOnlyList<AttemptedRecipientInfo> Recipients { get; init; }

    public static AttemptInfo Of(DeliveryAttempt attempt) => new()
    {
        Number = attempt.Number,
        At = attempt.At,
        Group = attempt.Path.Group,
        Source = attempt.Path.Source,
        Host = attempt.Host,
        EndPoint = attempt.EndPoint?.ToString(),
        Stage = attempt.Stage,
        Reply = ReplyInfo.Of(attempt.Reply),
        Failure = attempt.Failure,
        Class = attempt.Class,
        Rule = attempt.Rule,
        ConnectionRefused = attempt.ConnectionRefused,
        DurationSeconds = attempt.Duration.TotalSeconds,
        RecipientCount = attempt.RecipientCount,
        Recipients = [.. attempt.Recipients.Select(static recipient => new AttemptedRecipientInfo(recipient.Address, recipient.Status, ReplyInfo.Of(recipient.Reply)))],
    };
}
