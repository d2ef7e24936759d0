using System.Globalization;
using System.Net;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.Telemetry;

/// <summary>Chooses the message of <see cref="Log"/> that says what a record says. Texts are made only for a level that somebody reads.</summary>
internal sealed class PacingLog(ILogger logger, LogText text)
{
    public void ConnectionOpened(EgressPath path, string? host, IPEndPoint? endPoint, TimeSpan elapsed, bool tls)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var address = endPoint?.ToString();
            Log.ConnectionOpened(logger, path.Source, path.Group, host, address, elapsed, tls);
        }
    }

    public void ConnectionFailed(EgressPath path, string? host, SmtpStage stage, TransportFailure failure, string? detail)
    {
        if (logger.IsEnabled(LogLevel.Information))
        {
            var (failureName, stageName, line) = (TelemetryNames.Of(failure), TelemetryNames.Of(stage), text.Line(detail));
            Log.ConnectionFailed(logger, path.Source, path.Group, host, failureName, stageName, line);
        }
    }

    public void ConnectionClosed(EgressPath path, string? host, int messages, string reason)
    {
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var line = text.Line(reason);
            Log.ConnectionClosed(logger, path.Source, path.Group, host, messages, line);
        }
    }

    public void OutcomeUnknown(EgressPath path, MessageId message, DeliveryId delivery, string domain, string? detail)
    {
        if (logger.IsEnabled(LogLevel.Warning))
        {
            var line = text.Line(detail);
            Log.OutcomeUnknown(logger, path.Source, path.Group, message.Value, delivery.Value, domain, line);
        }
    }

    public void Attempt(AttemptRecord record)
    {
        var verdict = record.Classification.Permanence;
        if (!logger.IsEnabled(record.ConnectionRefused || verdict == Permanence.Transient ? LogLevel.Information : LogLevel.Debug))
        {
            return;
        }

        var (source, group) = record.Path;
        var (message, delivery, rule) = (record.MessageId.Value, record.DeliveryId.Value, record.Classification.Rule);
        var (stage, replyClass) = (TelemetryNames.Of(record.Stage), TelemetryNames.Of(record.Classification.Class));
        var reply = record.Reply is null && record.Failure != TransportFailure.None ? TelemetryNames.Of(record.Failure) : text.Reply(record.Reply);
        if (record.ConnectionRefused)
        {
            Log.ConnectionRefused(logger, source, group, record.Host, stage, record.OpenConnections, record.Ceiling, replyClass, reply);
        }
        else if (verdict == Permanence.Transient)
        {
            var retryAt = Time(record.Recipients.Min(static item => item.RetryAt)) ?? "it is taken again";
            Log.AttemptDeferred(logger, source, group, message, delivery, record.Domain, record.Attempt, stage, retryAt, replyClass, rule, reply);
        }
        else if (verdict == Permanence.Permanent)
        {
            Log.AttemptFailed(logger, source, group, message, delivery, record.Domain, record.Attempt, stage, replyClass, rule, reply);
        }
        else
        {
            Log.AttemptDelivered(logger, source, group, message, delivery, record.Domain, record.Attempt, record.Duration, reply);
        }
    }

    public void Settled(SettledRecord record)
    {
        var recipient = record.Recipient;
        var (source, group) = recipient.Path;
        var (message, delivery) = (record.MessageId.Value, record.DeliveryId.Value);
        if (logger.IsEnabled(LogLevel.Debug))
        {
            var (address, status) = (text.Line(recipient.Address), TelemetryNames.Of(recipient.Status));
            Log.RecipientSettled(logger, source, group, message, delivery, address, status, record.Attempts, record.MessageAge);
        }

        if (recipient.Status is not (RecipientStatus.Failed or RecipientStatus.Expired) || !logger.IsEnabled(LogLevel.Warning))
        {
            return;
        }

        var (reply, reason) = (text.Reply(recipient.Reply), text.Line(recipient.Reason));
        if (recipient.Status == RecipientStatus.Failed)
        {
            var replyClass = recipient.Class is { } known ? TelemetryNames.Of(known) : "no class";
            Log.RecipientFailed(logger, source, group, message, delivery, replyClass, reply, reason);
        }
        else
        {
            Log.RecipientExpired(logger, source, group, message, delivery, record.Attempts, record.MessageAge, reply, reason);
        }
    }

    public void Changed(PathChange change)
    {
        var (source, group) = change.Path;
        var (phase, reason) = (TelemetryNames.Of(change.ToPhase), text.Line(change.Reason));
        if (change.ToPhase == PacingPhase.Paused)
        {
            var until = Time(change.PausedUntil) ?? "somebody resumes it";
            Log.PathPaused(logger, source, group, until, reason);
        }
        else if (change.FromPhase == PacingPhase.Paused)
        {
            Log.PathResumed(logger, source, group, change.ToCeiling, phase, reason);
        }
        else if (change.ToCeiling < change.FromCeiling)
        {
            Log.CeilingCut(logger, source, group, change.FromCeiling, change.ToCeiling, phase, reason);
        }
        else if (change.ToCeiling > change.FromCeiling)
        {
            Log.CeilingRaised(logger, source, group, change.FromCeiling, change.ToCeiling, phase, reason);
        }
        else
        {
            Log.PathChanged(logger, source, group, phase, change.ToCeiling, reason);
        }

        if (change.NeedsAttention)
        {
            Log.AttentionNeeded(logger, source, group, reason);
        }
    }

    private static string? Time(DateTimeOffset? at) => at?.ToString("u", CultureInfo.InvariantCulture);
}
