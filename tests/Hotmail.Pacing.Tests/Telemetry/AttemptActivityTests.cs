using System.Diagnostics;
using System.Globalization;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;
using static Hotmail.Pacing.Tests.Telemetry.TelemetryRecords;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class AttemptActivityTests : IAsyncDisposable
{
    // The listener hears the whole process: only the spans of this source are this test's.
    private static readonly EgressPath Own = new("activity-test", "microsoft-consumer");

    private readonly TelemetryHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public void Delivered_is_a_client_span_without_an_error()
    {
        var activity = Record(Attempt(path: Own, campaign: "autumn", reply: new SmtpReply(250, "queued", SmtpStage.EndOfData, new EnhancedStatusCode(2, 6, 0))));

        Assert.Equal("hotmail.pacing.attempt", activity.OperationName);
        Assert.Equal(ActivityKind.Client, activity.Kind);
        Assert.Equal(ActivityStatusCode.Unset, activity.Status);
        Assert.Equal(TimeSpan.FromSeconds(2), activity.Duration);
        Assert.Empty(activity.Events);
        Assert.Equal(
            [
                "hotmail.pacing.campaign=autumn", "hotmail.pacing.class=success", "hotmail.pacing.connections.ceiling=5", "hotmail.pacing.connections.open=4",
                "hotmail.pacing.delivery.attempt=1", "hotmail.pacing.delivery.id=7", "hotmail.pacing.domain=hotmail.com", "hotmail.pacing.engagement=normal",
                "hotmail.pacing.group=microsoft-consumer", "hotmail.pacing.message.age=0", "hotmail.pacing.message.id=3", "hotmail.pacing.recipients=1",
                "hotmail.pacing.reply.code=250", "hotmail.pacing.reply.enhanced_code=2.6.0", "hotmail.pacing.reply.rule=test-rule", "hotmail.pacing.source=activity-test",
                "hotmail.pacing.stage=end-of-data", "network.peer.address=127.0.0.1", "network.peer.port=2525", "network.transport=tcp", "server.address=mx.example.net",
                "server.port=2525",
            ],
            Tags(activity));
    }

    [Fact]
    public void A_restriction_is_named()
    {
        var activity = Record(Attempt(path: Own) with { Restriction = "192.0.2.1 is listed at zen.spamhaus.org" });
        Assert.Equal("192.0.2.1 is listed at zen.spamhaus.org", activity.GetTagItem("hotmail.pacing.restriction"));
    }

    [Fact]
    public void A_deferral_is_an_event_and_an_error_of_its_class()
    {
        var activity = Record(Refused(Start.AddSeconds(2), Own));

        Assert.Equal(ActivityStatusCode.Error, activity.Status);
        Assert.Equal("connection-limit", activity.StatusDescription);
        Assert.Equal("connection-limit", activity.GetTagItem("error.type"));
        var deferral = Assert.Single(activity.Events);
        Assert.Equal("hotmail.pacing.deferral", deferral.Name);
        Assert.Equal(Start.AddSeconds(2), deferral.Timestamp);
        Assert.Equal(true, deferral.Tags.Single(tag => tag.Key == "hotmail.pacing.connection.refused").Value);
    }

    [Fact]
    public void A_failure_is_an_error_without_the_event()
    {
        var activity = Record(Attempt(ReplyClass.BadMailbox, Permanence.Permanent, path: Own));
        Assert.Equal("bad-mailbox", activity.GetTagItem("error.type"));
        Assert.Empty(activity.Events);
    }

    [Fact]
    public void Where_no_reply_came_the_error_is_the_failure() => Assert.Equal(
        "timed-out",
        Record(Attempt(ReplyClass.ServerTemporary, Permanence.Transient, path: Own) with { Failure = TransportFailure.TimedOut, Host = null, EndPoint = null }).GetTagItem("error.type"));

    [Fact]
    public void No_attribute_says_an_address()
    {
        var reply = new SmtpReply(550, "<jane.doe@hotmail.com> unknown", SmtpStage.Rcpt, new EnhancedStatusCode(5, 1, 1));
        var activity = Record(Attempt(ReplyClass.BadMailbox, Permanence.Permanent, path: Own, campaign: "for jane.doe@hotmail.com", reply: reply));
        Assert.DoesNotContain("jane", string.Join(' ', Tags(activity)) + activity.StatusDescription, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attempt_is_a_trace_of_its_own()
    {
        using var request = new Activity("request").Start();
        var activity = Record(Attempt(path: Own));
        Assert.Null(activity.Parent);
        Assert.NotEqual(request.TraceId, activity.TraceId);
        Activity.Current = null;
    }

    [Fact]
    public void Without_a_listener_there_is_none_and_nothing_is_allocated()
    {
        Assert.Null(_harness.Telemetry.StartAttempt(Own));
        Assert.Equal(0, Allocations.Least(() => _harness.Telemetry.StartAttempt(Own)));
    }

    [Fact]
    public void A_listener_that_throws_harms_nobody()
    {
        using var listener = Listen(static _ => throw new InvalidOperationException("listener"));
        var activity = _harness.Telemetry.StartAttempt(Own);
        _harness.Telemetry.Attempt(Attempt(path: Own), activity);
        Assert.Contains(5004, _harness.LoggedIds);
    }

    private Activity Record(AttemptRecord record)
    {
        var stopped = new List<Activity>();
        using var listener = Listen(stopped.Add);
        var activity = _harness.Telemetry.StartAttempt(record.Path);
        Assert.NotNull(activity);
        _harness.Telemetry.Attempt(record with { At = Start.AddSeconds(2) }, activity);
        return Assert.Single(stopped, item => ReferenceEquals(item, activity));
    }

    private static ActivityListener Listen(Action<Activity> stopped)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == PacingDiagnostics.ActivitySourceName,
            Sample = static (ref options) =>
                options.Tags!.Any(static tag => Equals(tag.Value, Own.Source)) ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
            ActivityStopped = stopped,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static IEnumerable<string> Tags(Activity activity) => activity.TagObjects
        .Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")).Order(StringComparer.Ordinal);
}
