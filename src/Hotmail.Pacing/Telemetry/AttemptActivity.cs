using System.Diagnostics;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Telemetry;

/// <summary>The activity of a delivery attempt: a client span. Never says an address; without a listener there is none.</summary>
internal static class AttemptActivity
{
    private static readonly ActivitySource Source =
        new(PacingDiagnostics.ActivitySourceName, typeof(AttemptActivity).Assembly.GetName().Version?.ToString(3));

    public static Activity? Start(EgressPath path, DateTimeOffset now)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // A trace of its own: the request that happened to start the pump is not what caused this attempt.
        Activity.Current = null;
        return Source.StartActivity(
            PacingDiagnostics.AttemptActivity,
            ActivityKind.Client,
            parentContext: default,
            [new(PacingDiagnostics.SourceTag, path.Source), new(PacingDiagnostics.GroupTag, path.Group)],
            links: null,
            startTime: now);
    }

    public static void Stop(Activity activity, AttemptRecord record)
    {
        if (activity.IsAllDataRequested)
        {
            Describe(activity, record);
        }

        activity.SetEndTime(record.At.UtcDateTime);
        activity.Dispose();
    }

    private static void Describe(Activity activity, AttemptRecord record)
    {
        activity.SetTag("server.address", record.Host ?? record.EndPoint?.Address.ToString());
        activity.SetTag("server.port", record.EndPoint?.Port);
        activity.SetTag("network.peer.address", record.EndPoint?.Address.ToString());
        activity.SetTag("network.peer.port", record.EndPoint?.Port);
        activity.SetTag("network.transport", record.EndPoint is null ? null : "tcp");
        activity.SetTag("hotmail.pacing.message.id", record.MessageId.Value);
        activity.SetTag("hotmail.pacing.delivery.id", record.DeliveryId.Value);
        activity.SetTag("hotmail.pacing.delivery.attempt", record.Attempt);
        activity.SetTag("hotmail.pacing.message.age", record.MessageAge.TotalSeconds);
        activity.SetTag("hotmail.pacing.domain", record.Domain);
        activity.SetTag("hotmail.pacing.campaign", record.Campaign is null ? null : AddressMask.Mask(record.Campaign));
        activity.SetTag("hotmail.pacing.recipients", record.Recipients.Count);
        activity.SetTag("hotmail.pacing.connections.open", record.OpenConnections);
        activity.SetTag("hotmail.pacing.connections.ceiling", record.Ceiling);
        activity.SetTag("hotmail.pacing.restriction", record.Restriction is null ? null : AddressMask.Mask(record.Restriction));
        activity.SetTag(PacingDiagnostics.EngagementTag, TelemetryNames.Of(record.Engagement));
        activity.SetTag(PacingDiagnostics.StageTag, TelemetryNames.Of(record.Stage));
        activity.SetTag(PacingDiagnostics.ClassTag, TelemetryNames.Of(record.Classification.Class));
        activity.SetTag("hotmail.pacing.reply.rule", record.Classification.Rule);
        activity.SetTag("hotmail.pacing.reply.code", record.Reply?.Code);
        activity.SetTag("hotmail.pacing.reply.enhanced_code", EnhancedCode(record));
        if (record.Classification.Permanence == Permanence.Success)
        {
            return;
        }

        var error = record.Reply is null && record.Failure != TransportFailure.None
            ? TelemetryNames.Of(record.Failure)
            : TelemetryNames.Of(record.Classification.Class);
        activity.SetTag("error.type", error);
        activity.SetStatus(ActivityStatusCode.Error, error);
        if (record.Classification.Permanence == Permanence.Transient)
        {
            activity.AddEvent(new ActivityEvent(PacingDiagnostics.DeferralEvent, record.At, new ActivityTagsCollection
            {
                { PacingDiagnostics.ClassTag, TelemetryNames.Of(record.Classification.Class) },
                { PacingDiagnostics.StageTag, TelemetryNames.Of(record.Stage) },
                { "hotmail.pacing.connection.refused", record.ConnectionRefused },
            }));
        }
    }

    private static string? EnhancedCode(AttemptRecord record) =>
        record.Reply is { EnhancedCode.IsPresent: true } reply ? reply.EnhancedCode.ToString() : null;
}
