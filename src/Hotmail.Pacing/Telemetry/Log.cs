using System.Net;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Logging;

namespace Hotmail.Pacing.Telemetry;

/// <summary>
/// The library's log messages. Ids are never used again: 1000 the pacer, 1100 gate and connections, 1200 paths, 2000 delivery, 3000 retries and
/// the queue, 4000 DNS, 5000 observers and telemetry. A text that a server, a host or an exception wrote goes through <see cref="LogText"/> first.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(EventId = 1001, EventName = nameof(PacerStarted), Level = LogLevel.Information,
        Message = "The pacer started with {Paths} paths and {Waiting} deliveries waiting")]
    public static partial void PacerStarted(ILogger logger, int paths, long waiting);

    [LoggerMessage(EventId = 1002, EventName = nameof(PacerStopping), Level = LogLevel.Information,
        Message = "The pacer stops: no new connections; {InProgress} transactions under way get {StopTime} to finish, {Waiting} deliveries stay queued")]
    public static partial void PacerStopping(ILogger logger, int inProgress, TimeSpan stopTime, long waiting);

    [LoggerMessage(EventId = 1003, EventName = nameof(PacerStopped), Level = LogLevel.Information,
        Message = "The pacer stopped after {Elapsed}; {Waiting} deliveries stay queued")]
    public static partial void PacerStopped(ILogger logger, TimeSpan elapsed, long waiting);

    [LoggerMessage(EventId = 1004, EventName = nameof(StopTimedOut), Level = LogLevel.Warning,
        Message = "The stop time ran out: {CutOff} transactions under way were cut off; their messages stay queued")]
    public static partial void StopTimedOut(ILogger logger, int cutOff);

    [LoggerMessage(EventId = 1005, EventName = nameof(PumpFailed), Level = LogLevel.Error,
        Message = "The work on {Source} → {Group} failed and goes on; its messages stay queued. {Error}")]
    public static partial void PumpFailed(ILogger logger, string source, string group, string error);

    [LoggerMessage(EventId = 1006, EventName = nameof(ConfigurationReloaded), Level = LogLevel.Information,
        Message = "The configuration was reloaded: {Groups} destination groups, {Sources} egress sources")]
    public static partial void ConfigurationReloaded(ILogger logger, int groups, int sources);

    [LoggerMessage(EventId = 1007, EventName = nameof(ReloadRejected), Level = LogLevel.Warning,
        Message = "The changed configuration is not valid; the one before stays in force. {Reason}")]
    public static partial void ReloadRejected(ILogger logger, string reason);

    [LoggerMessage(EventId = 1008, EventName = nameof(RestartNeeded), Level = LogLevel.Warning,
        Message = "The changed configuration differs in what is read at the start alone, and needs a restart: {Settings}")]
    public static partial void RestartNeeded(ILogger logger, string settings);

    [LoggerMessage(EventId = 1101, EventName = nameof(ConnectionOpened), Level = LogLevel.Debug,
        Message = "{Source} → {Group}: connected to {Host} ({EndPoint}) in {Elapsed}, TLS: {Tls}")]
    public static partial void ConnectionOpened(ILogger logger, string source, string group, string? host, string? endPoint, TimeSpan elapsed, bool tls);

    [LoggerMessage(EventId = 1102, EventName = nameof(ConnectionRefused), Level = LogLevel.Information,
        Message = "{Source} → {Group}: {Host} refused a connection at {Stage} with {Open} open under a ceiling of {Ceiling} ({Class}): {Reply}")]
    public static partial void ConnectionRefused(
        ILogger logger, string source, string group, string? host, string stage, int open, int ceiling, string @class, string reply);

    [LoggerMessage(EventId = 1103, EventName = nameof(ConnectionFailed), Level = LogLevel.Information,
        Message = "{Source} → {Group}: no session with {Host} ({Failure} at {Stage}): {Detail}")]
    public static partial void ConnectionFailed(ILogger logger, string source, string group, string? host, string failure, string stage, string detail);

    [LoggerMessage(EventId = 1104, EventName = nameof(ConnectionClosed), Level = LogLevel.Debug,
        Message = "{Source} → {Group}: closed the connection to {Host} after {Messages} messages: {Reason}")]
    public static partial void ConnectionClosed(ILogger logger, string source, string group, string? host, int messages, string reason);

    [LoggerMessage(EventId = 1105, EventName = nameof(LeaseLost), Level = LogLevel.Warning,
        Message = "{Source} → {Group}: a lease was lost before it was given back; its connection closes")]
    public static partial void LeaseLost(ILogger logger, string source, string group);

    [LoggerMessage(EventId = 1106, EventName = nameof(SourceUnusable), Level = LogLevel.Error,
        Message = "The egress source {Source} cannot be used ({Failure}): {Detail}")]
    public static partial void SourceUnusable(ILogger logger, string source, string failure, string detail);

    [LoggerMessage(EventId = 1107, EventName = nameof(SessionOpened), Level = LogLevel.Debug,
        Message = "Session with {Host} ({EndPoint}) opened from {Source}, TLS: {Tls}")]
    public static partial void SessionOpened(ILogger logger, string host, IPEndPoint endPoint, string source, bool tls);

    [LoggerMessage(EventId = 1108, EventName = nameof(SessionNotOpened), Level = LogLevel.Debug,
        Message = "No session with {Host} ({EndPoint}) from {Source} ({Failure} at {Stage}): {Reply}. {Detail}")]
    public static partial void SessionNotOpened(
        ILogger logger, string host, IPEndPoint endPoint, string source, SmtpStage stage, TransportFailure failure, string reply, string detail);

    [LoggerMessage(EventId = 1201, EventName = nameof(CeilingRaised), Level = LogLevel.Information,
        Message = "{Source} → {Group}: ceiling raised from {From} to {To} ({Phase}): {Reason}")]
    public static partial void CeilingRaised(ILogger logger, string source, string group, int from, int to, string phase, string reason);

    [LoggerMessage(EventId = 1202, EventName = nameof(CeilingCut), Level = LogLevel.Warning,
        Message = "{Source} → {Group}: ceiling cut from {From} to {To} ({Phase}): {Reason}")]
    public static partial void CeilingCut(ILogger logger, string source, string group, int from, int to, string phase, string reason);

    [LoggerMessage(EventId = 1203, EventName = nameof(PathPaused), Level = LogLevel.Warning,
        Message = "{Source} → {Group}: paused until {Until}: {Reason}")]
    public static partial void PathPaused(ILogger logger, string source, string group, string until, string reason);

    [LoggerMessage(EventId = 1204, EventName = nameof(PathResumed), Level = LogLevel.Information,
        Message = "{Source} → {Group}: resumed with a ceiling of {Ceiling} ({Phase}): {Reason}")]
    public static partial void PathResumed(ILogger logger, string source, string group, int ceiling, string phase, string reason);

    [LoggerMessage(EventId = 1205, EventName = nameof(PathChanged), Level = LogLevel.Information,
        Message = "{Source} → {Group}: now {Phase} with a ceiling of {Ceiling}: {Reason}")]
    public static partial void PathChanged(ILogger logger, string source, string group, string phase, int ceiling, string reason);

    [LoggerMessage(EventId = 1206, EventName = nameof(AttentionNeeded), Level = LogLevel.Error,
        Message = "{Source} → {Group}: a person has to act: {Reason}")]
    public static partial void AttentionNeeded(ILogger logger, string source, string group, string reason);

    [LoggerMessage(EventId = 2001, EventName = nameof(AttemptDelivered), Level = LogLevel.Debug,
        Message = "{Source} → {Group}: message {MessageId}, delivery {DeliveryId} to {Domain}, attempt {Attempt} delivered in {Duration}: {Reply}")]
    public static partial void AttemptDelivered(
        ILogger logger, string source, string group, long messageId, long deliveryId, string domain, int attempt, TimeSpan duration, string reply);

    [LoggerMessage(EventId = 2002, EventName = nameof(AttemptDeferred), Level = LogLevel.Information,
        Message = "{Source} → {Group}: message {MessageId}, delivery {DeliveryId} to {Domain}, attempt {Attempt} deferred at {Stage} until {RetryAt} ({Class}, {Rule}): {Reply}")]
    public static partial void AttemptDeferred(
        ILogger logger, string source, string group, long messageId, long deliveryId, string domain, int attempt, string stage, string retryAt, string @class, string rule, string reply);

    [LoggerMessage(EventId = 2003, EventName = nameof(AttemptFailed), Level = LogLevel.Debug,
        Message = "{Source} → {Group}: message {MessageId}, delivery {DeliveryId} to {Domain}, attempt {Attempt} failed at {Stage} ({Class}, {Rule}): {Reply}")]
    public static partial void AttemptFailed(
        ILogger logger, string source, string group, long messageId, long deliveryId, string domain, int attempt, string stage, string @class, string rule, string reply);

    [LoggerMessage(EventId = 2004, EventName = nameof(OutcomeUnknown), Level = LogLevel.Warning,
        Message = "{Source} → {Group}: message {MessageId}, delivery {DeliveryId} to {Domain}: the answer to the end of data was lost; it is tried again and may arrive twice. {Detail}")]
    public static partial void OutcomeUnknown(ILogger logger, string source, string group, long messageId, long deliveryId, string domain, string detail);

    [LoggerMessage(EventId = 2005, EventName = nameof(RecipientSettled), Level = LogLevel.Debug,
        Message = "{Source} → {Group}: message {MessageId}, delivery {DeliveryId}: {Address} {Status} after {Attempts} attempts and {Age}")]
    public static partial void RecipientSettled(
        ILogger logger, string source, string group, long messageId, long deliveryId, string address, string status, int attempts, TimeSpan age);

    [LoggerMessage(EventId = 2006, EventName = nameof(RecipientFailed), Level = LogLevel.Warning,
        Message = "{Source} → {Group}: message {MessageId}, delivery {DeliveryId}: a recipient failed for good ({Class}): {Reply}. {Reason}")]
    public static partial void RecipientFailed(
        ILogger logger, string source, string group, long messageId, long deliveryId, string @class, string reply, string reason);

    [LoggerMessage(EventId = 2007, EventName = nameof(RecipientExpired), Level = LogLevel.Warning,
        Message = "{Source} → {Group}: message {MessageId}, delivery {DeliveryId}: a recipient expired after {Attempts} attempts and {Age}; the last answer: {Reply}. {Reason}")]
    public static partial void RecipientExpired(
        ILogger logger, string source, string group, long messageId, long deliveryId, int attempts, TimeSpan age, string reply, string reason);

    [LoggerMessage(EventId = 3001, EventName = nameof(QueueFailed), Level = LogLevel.Error,
        Message = "The queue failed at {Operation}; it is tried again in {Delay}. {Error}")]
    public static partial void QueueFailed(ILogger logger, string operation, TimeSpan delay, string error);

    [LoggerMessage(EventId = 3002, EventName = nameof(GroupMoved), Level = LogLevel.Information,
        Message = "{Domain}: its mail exchangers belong to {ToGroup}: its deliveries move there from {FromGroup}")]
    public static partial void GroupMoved(ILogger logger, string domain, string fromGroup, string toGroup);

    [LoggerMessage(EventId = 3003, EventName = nameof(DeliveriesCancelled), Level = LogLevel.Information,
        Message = "{Cancelled} deliveries were cancelled by the host")]
    public static partial void DeliveriesCancelled(ILogger logger, int cancelled);

    [LoggerMessage(EventId = 3004, EventName = nameof(DeliveriesRequeued), Level = LogLevel.Information,
        Message = "{Requeued} deliveries were made due by the host")]
    public static partial void DeliveriesRequeued(ILogger logger, int requeued);

    [LoggerMessage(EventId = 3005, EventName = nameof(DeliveriesMoved), Level = LogLevel.Information,
        Message = "{Moved} deliveries were moved to {Source} by the host")]
    public static partial void DeliveriesMoved(ILogger logger, int moved, string source);

    [LoggerMessage(EventId = 3006, EventName = nameof(MessagesExported), Level = LogLevel.Information,
        Message = "{Exported} messages were exported by the host, {NotExported} could not be")]
    public static partial void MessagesExported(ILogger logger, int exported, int notExported);

    [LoggerMessage(EventId = 3007, EventName = nameof(CancelledUnread), Level = LogLevel.Error,
        Message = "Delivery {DeliveryId} was cancelled by the host; who its recipients were cannot be said. {Problem}")]
    public static partial void CancelledUnread(ILogger logger, long deliveryId, string problem);

    [LoggerMessage(EventId = 3011, EventName = nameof(SpoolCommand), Level = LogLevel.Debug,
        Message = "{Command} was asked through the spool: {Outcome}")]
    public static partial void SpoolCommand(ILogger logger, string command, string outcome);

    [LoggerMessage(EventId = 3012, EventName = nameof(SpoolCommandsFailed), Level = LogLevel.Warning,
        Message = "What is asked through the spool cannot be read or answered at present. {Error}")]
    public static partial void SpoolCommandsFailed(ILogger logger, string error);

    [LoggerMessage(EventId = 4001, EventName = nameof(LookupFailed), Level = LogLevel.Warning,
        Message = "The mail exchangers of {Domain} could not be looked up; its mail waits: {Detail}")]
    public static partial void LookupFailed(ILogger logger, string domain, string detail);

    [LoggerMessage(EventId = 4002, EventName = nameof(DomainTakesNoMail), Level = LogLevel.Information,
        Message = "{Domain} takes no mail: {Detail}")]
    public static partial void DomainTakesNoMail(ILogger logger, string domain, string detail);

    [LoggerMessage(EventId = 4003, EventName = nameof(HostUnresolved), Level = LogLevel.Information,
        Message = "The mail exchanger {Host} of {Domain} has no address that could be found: {Detail}")]
    public static partial void HostUnresolved(ILogger logger, string host, string domain, string detail);

    [LoggerMessage(EventId = 5001, EventName = nameof(ObserverFailed), Level = LogLevel.Error,
        Message = "The observer {Observer} threw ({Failures} times since it was last said). {Error}")]
    public static partial void ObserverFailed(ILogger logger, string observer, long failures, string error);

    [LoggerMessage(EventId = 5002, EventName = nameof(ObserverDropped), Level = LogLevel.Warning,
        Message = "The observer {Observer} is too slow: {Dropped} records were dropped since it was last said")]
    public static partial void ObserverDropped(ILogger logger, string observer, long dropped);

    [LoggerMessage(EventId = 5003, EventName = nameof(ObserverAbandoned), Level = LogLevel.Warning,
        Message = "The observer {Observer} was still busy after {DrainTime}: {Unread} records were not given to it")]
    public static partial void ObserverAbandoned(ILogger logger, string observer, TimeSpan drainTime, int unread);

    [LoggerMessage(EventId = 5004, EventName = nameof(TelemetryFailed), Level = LogLevel.Error,
        Message = "A listener of meters or activities threw; mail goes on. {Error}")]
    public static partial void TelemetryFailed(ILogger logger, string error);
}
