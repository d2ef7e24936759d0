using System.Net;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.Telemetry;

/// <summary>Records as the pump makes them.</summary>
internal static class TelemetryRecords
{
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static readonly EgressPath Consumer = new("mail1", "microsoft-consumer");

    public static readonly SmtpReply TooMany = new(
        451, "The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)", SmtpStage.Mail, new EnhancedStatusCode(4, 7, 652));

    public static AttemptRecord Attempt(
        ReplyClass replyClass = ReplyClass.Success,
        Permanence permanence = Permanence.Success,
        DateTimeOffset? at = null,
        EgressPath? path = null,
        string? campaign = null,
        Engagement engagement = Engagement.Normal,
        int attempt = 1,
        TimeSpan age = default,
        bool refused = false,
        SmtpReply? reply = null,
        params RecipientResult[] recipients) => new()
        {
            At = at ?? Start,
            Path = path ?? Consumer,
            DeliveryId = new DeliveryId(7),
            MessageId = new MessageId(3),
            Domain = "hotmail.com",
            Engagement = engagement,
            Campaign = campaign,
            Host = "mx.example.net",
            EndPoint = new IPEndPoint(IPAddress.Loopback, 2525),
            OpenConnections = 4,
            Ceiling = 5,
            Stage = refused ? SmtpStage.Mail : SmtpStage.EndOfData,
            Reply = reply,
            Classification = new Classification(replyClass, permanence, "test-rule"),
            ConnectionRefused = refused,
            MessageAge = age,
            Attempt = attempt,
            Duration = TimeSpan.FromMilliseconds(250),
            Recipients = recipients.Length > 0 ? recipients : [Result(permanence switch
            {
                Permanence.Success => RecipientStatus.Delivered,
                Permanence.Transient => RecipientStatus.Deferred,
                _ => RecipientStatus.Failed,
            })],
        };

    public static AttemptRecord Refused(DateTimeOffset? at = null, EgressPath? path = null) =>
        Attempt(ReplyClass.ConnectionLimit, Permanence.Transient, at, path, refused: true, reply: TooMany);

    public static AttemptRecord Deferred(
        ReplyClass replyClass = ReplyClass.ServerTemporary, DateTimeOffset? at = null, Engagement engagement = Engagement.Normal, int attempt = 1, TimeSpan age = default, SmtpReply? reply = null) =>
        Attempt(replyClass, Permanence.Transient, at, engagement: engagement, attempt: attempt, age: age, reply: reply);

    public static RecipientResult Result(RecipientStatus status, SmtpReply? reply = null, string reason = "said so") => new()
    {
        Address = "jane.doe@hotmail.com",
        Status = status,
        Path = Consumer,
        Reply = reply,
        Class = reply is null ? null : ReplyClass.BadMailbox,
        RetryAt = status == RecipientStatus.Deferred ? Start.AddMinutes(30) : null,
        Reason = reason,
    };

    public static SettledRecord Settled(RecipientStatus status, SmtpReply? reply = null, string reason = "said so") =>
        new(Start, new MessageId(3), new DeliveryId(7), "autumn", Engagement.Normal, TimeSpan.FromMinutes(5), 2, Result(status, reply, reason));

    public static PathChange Change(
        PacingPhase from = PacingPhase.Controlled, PacingPhase to = PacingPhase.Controlled, int fromCeiling = 25, int toCeiling = 25, bool needsAttention = false, string reason = "because") =>
        new(Start, Consumer, from, to, fromCeiling, toCeiling, to == PacingPhase.Paused ? Start.AddHours(4) : null, needsAttention, reason);
}
