using System.Net;
using System.Reflection;
using Hotmail.Pacing.Telemetry;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class LogTests
{
    // Ids and names are for good: hosts filter and alert on them.
    private static readonly (int Id, string Name, LogLevel Level)[] Expected =
    [
        (1001, "PacerStarted", LogLevel.Information),
        (1002, "PacerStopping", LogLevel.Information),
        (1003, "PacerStopped", LogLevel.Information),
        (1004, "StopTimedOut", LogLevel.Warning),
        (1005, "PumpFailed", LogLevel.Error),
        (1006, "ConfigurationReloaded", LogLevel.Information),
        (1007, "ReloadRejected", LogLevel.Warning),
        (1008, "RestartNeeded", LogLevel.Warning),
        (1101, "ConnectionOpened", LogLevel.Debug),
        (1102, "ConnectionRefused", LogLevel.Information),
        (1103, "ConnectionFailed", LogLevel.Information),
        (1104, "ConnectionClosed", LogLevel.Debug),
        (1105, "LeaseLost", LogLevel.Warning),
        (1106, "SourceUnusable", LogLevel.Error),
        (1107, "SessionOpened", LogLevel.Debug),
        (1108, "SessionNotOpened", LogLevel.Debug),
        (1201, "CeilingRaised", LogLevel.Information),
        (1202, "CeilingCut", LogLevel.Warning),
        (1203, "PathPaused", LogLevel.Warning),
        (1204, "PathResumed", LogLevel.Information),
        (1205, "PathChanged", LogLevel.Information),
        (1206, "AttentionNeeded", LogLevel.Error),
        (2001, "AttemptDelivered", LogLevel.Debug),
        (2002, "AttemptDeferred", LogLevel.Information),
        (2003, "AttemptFailed", LogLevel.Debug),
        (2004, "OutcomeUnknown", LogLevel.Warning),
        (2005, "RecipientSettled", LogLevel.Debug),
        (2006, "RecipientFailed", LogLevel.Warning),
        (2007, "RecipientExpired", LogLevel.Warning),
        (3001, "QueueFailed", LogLevel.Error),
        (3002, "GroupMoved", LogLevel.Information),
        (3003, "DeliveriesCancelled", LogLevel.Information),
        (3004, "DeliveriesRequeued", LogLevel.Information),
        (3005, "DeliveriesMoved", LogLevel.Information),
        (3006, "MessagesExported", LogLevel.Information),
        (3007, "CancelledUnread", LogLevel.Error),
        (3011, "SpoolCommand", LogLevel.Debug),
        (3012, "SpoolCommandsFailed", LogLevel.Warning),
        (4001, "LookupFailed", LogLevel.Warning),
        (4002, "DomainTakesNoMail", LogLevel.Information),
        (4003, "HostUnresolved", LogLevel.Information),
        (5001, "ObserverFailed", LogLevel.Error),
        (5002, "ObserverDropped", LogLevel.Warning),
        (5003, "ObserverAbandoned", LogLevel.Warning),
        (5004, "TelemetryFailed", LogLevel.Error),
    ];

    [Fact]
    public void Every_message_has_its_id_name_and_level()
    {
        var messages = Messages().Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!).ToList();
        Assert.Equal(Expected, messages.Select(message => (message.EventId, message.EventName!, message.Level)).Order());
        Assert.Equal(messages.Count, messages.Select(message => message.EventId).Distinct().Count());
        Assert.Equal(messages.Count, messages.Select(message => message.EventName).Distinct().Count());
    }

    [Fact]
    public void Every_message_is_written_with_its_arguments()
    {
        foreach (var method in Messages())
        {
            var logger = new FakeLogger();
            var parameters = method.GetParameters();
            method.Invoke(null, [logger, .. parameters.Skip(1).Select(parameter => Argument(parameter.ParameterType))]);

            var written = logger.LatestRecord;
            Assert.Equal(method.Name, written.Id.Name);
            Assert.DoesNotContain('{', written.Message);
            Assert.Equal(parameters.Length - 1, written.StructuredState!.Count(pair => pair.Key != "{OriginalFormat}"));
        }
    }

    private static IEnumerable<MethodInfo> Messages() => typeof(Log)
        .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(method => method.GetCustomAttribute<LoggerMessageAttribute>() is not null);

    private static object Argument(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var text when text == typeof(string) => "text",
        var address when address == typeof(IPEndPoint) => new IPEndPoint(IPAddress.Loopback, 25),
        var value => Activator.CreateInstance(value)!,
    };
}
