using System.Net;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Writes the record of an attempt: for those who watch, and, shorter, for the queue.</summary>
internal static class AttemptRecords
{
    private const int MostRecipients = 20;
    private const int LongestText = 1000;

    public static AttemptRecord From(Delivery delivery, Judgement judgement, PathPump pump, string? host, IPEndPoint? endPoint, TimeSpan duration)
    {
        var now = pump.Context.Time.GetUtcNow();
        var (open, ceiling, restriction, pausedUntil) = pump.Count();
        return new AttemptRecord
        {
            At = now,
            Path = pump.Path,
            DeliveryId = delivery.Id,
            MessageId = delivery.MessageId,
            Domain = delivery.Domain,
            Engagement = delivery.Engagement,
            Campaign = delivery.Campaign,
            Host = host,
            EndPoint = endPoint,
            OpenConnections = open,
            Ceiling = ceiling,
            Restriction = restriction,
            Stage = judgement.Stage,
            Reply = judgement.Reply,
            Failure = judgement.Failure,
            Classification = judgement.Meaning,
            ConnectionRefused = judgement.ConnectionRefused,
            MessageAge = now - delivery.AcceptedAt,
            Attempt = delivery.Attempts + 1,
            Duration = duration,
            Recipients = Results(judgement, pausedUntil),
        };
    }

    /// <summary>What the queue is to remember; <see langword="null"/> when it was only broken off by a stop.</summary>
    public static DeliveryAttempt? ForQueue(AttemptRecord record) => record.Failure == TransportFailure.Cancelled ? null : new DeliveryAttempt
    {
        Number = record.Attempt,
        At = record.At,
        Path = record.Path,
        Host = record.Host,
        EndPoint = record.EndPoint,
        Stage = record.Stage,
        Reply = Shorten(record.Reply),
        Failure = record.Failure,
        Class = record.Classification.Class,
        Rule = record.Classification.Rule,
        ConnectionRefused = record.ConnectionRefused,
        Duration = record.Duration,
        RecipientCount = record.Recipients.Count,
        Recipients = [.. record.Recipients.OrderBy(static result => result.Status == RecipientStatus.Delivered).Take(MostRecipients)
            .Select(result => new AttemptedRecipient(result.Address, result.Status, Says(result, record.Reply)))],
    };

    private static SmtpReply? Says(RecipientResult result, SmtpReply? deciding) => ReferenceEquals(result.Reply, deciding) ? null : Shorten(result.Reply);

    private static SmtpReply? Shorten(SmtpReply? reply) =>
        reply is { Text.Length: > LongestText } ? new SmtpReply(reply.Code, reply.Text[..LongestText], reply.Stage, reply.EnhancedCode) : reply;

    /// <summary>A deferred recipient of a path that is paused for longer than its own delay waits for the pause.</summary>
    private static IReadOnlyList<RecipientResult> Results(Judgement judgement, DateTimeOffset? pausedUntil) =>
        pausedUntil is not { } until || judgement.Remaining.Count == 0
            ? judgement.Results
            : [.. judgement.Results.Select(result => result.RetryAt < until ? result with { RetryAt = until } : result)];
}
