using System.Net;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Writes the record of an attempt.</summary>
internal static class AttemptRecords
{
    public static AttemptRecord From(Delivery delivery, Judgement judgement, PathPump pump, string? host, IPEndPoint? endPoint, TimeSpan duration)
    {
        var now = pump.Context.Time.GetUtcNow();
        var (open, ceiling, pausedUntil) = pump.Count();
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

    /// <summary>A deferred recipient of a path that is paused for longer than its own delay waits for the pause.</summary>
    private static IReadOnlyList<RecipientResult> Results(Judgement judgement, DateTimeOffset? pausedUntil) =>
        pausedUntil is not { } until || judgement.Remaining.Count == 0
            ? judgement.Results
            : [.. judgement.Results.Select(result => result.RetryAt < until ? result with { RetryAt = until } : result)];
}
