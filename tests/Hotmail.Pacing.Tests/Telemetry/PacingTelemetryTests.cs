using System.Net;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Telemetry.TelemetryRecords;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class PacingTelemetryTests : IAsyncDisposable
{
    private static readonly SmtpReply Unknown = new(550, "<jane.doe@hotmail.com>: user unknown", SmtpStage.Rcpt, new EnhancedStatusCode(5, 1, 1));

    private readonly TelemetryHarness _harness = new();

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public void Each_outcome_of_an_attempt_is_one_message()
    {
        _harness.Telemetry.Attempt(Attempt());
        _harness.Telemetry.Attempt(Deferred(ReplyClass.Greylist, reply: new SmtpReply(450, "come back later")));
        _harness.Telemetry.Attempt(Attempt(ReplyClass.BadMailbox, Permanence.Permanent, reply: Unknown));
        _harness.Telemetry.Attempt(Refused());
        _harness.Telemetry.Attempt(Deferred() with { Failure = TransportFailure.Dropped, Recipients = [] });

        Assert.Equal(
            [
                "2001 AttemptDelivered Debug: mail1 → microsoft-consumer: message 3, delivery 7 to hotmail.com, attempt 1 delivered in 00:00:00.2500000: no reply",
                "2002 AttemptDeferred Information: mail1 → microsoft-consumer: message 3, delivery 7 to hotmail.com, attempt 1 deferred at end-of-data until 2026-11-24 08:30:00Z (greylist, test-rule): 450 come back later",
                "2003 AttemptFailed Debug: mail1 → microsoft-consumer: message 3, delivery 7 to hotmail.com, attempt 1 failed at end-of-data (bad-mailbox, test-rule): 550 5.1.1 <j***@hotmail.com>: user unknown",
                "1102 ConnectionRefused Information: mail1 → microsoft-consumer: mx.example.net refused a connection at mail with 4 open under a ceiling of 5 (connection-limit): 451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)",
                "2002 AttemptDeferred Information: mail1 → microsoft-consumer: message 3, delivery 7 to hotmail.com, attempt 1 deferred at end-of-data until it is taken again (server-temporary, test-rule): dropped",
            ],
            _harness.Logged);
    }

    [Fact]
    public void A_recipients_end_is_told_by_its_status()
    {
        _harness.Telemetry.Settled(Settled(RecipientStatus.Failed, Unknown, "refused <jane.doe@hotmail.com>"));
        _harness.Telemetry.Settled(Settled(RecipientStatus.Expired, reason: "too old"));
        _harness.Telemetry.Settled(Settled(RecipientStatus.Delivered));

        Assert.Equal(
            [
                "2005 RecipientSettled Debug: mail1 → microsoft-consumer: message 3, delivery 7: j***@hotmail.com failed after 2 attempts and 00:05:00",
                "2006 RecipientFailed Warning: mail1 → microsoft-consumer: message 3, delivery 7: a recipient failed for good (bad-mailbox): 550 5.1.1 <j***@hotmail.com>: user unknown. refused <j***@hotmail.com>",
                "2005 RecipientSettled Debug: mail1 → microsoft-consumer: message 3, delivery 7: j***@hotmail.com expired after 2 attempts and 00:05:00",
                "2007 RecipientExpired Warning: mail1 → microsoft-consumer: message 3, delivery 7: a recipient expired after 2 attempts and 00:05:00; the last answer: no reply. too old",
                "2005 RecipientSettled Debug: mail1 → microsoft-consumer: message 3, delivery 7: j***@hotmail.com delivered after 2 attempts and 00:05:00",
            ],
            _harness.Logged);
    }

    [Fact]
    public void Each_change_of_a_path_is_told_at_its_level()
    {
        var telemetry = _harness.Telemetry;
        telemetry.Changed(Change(toCeiling: 35));
        telemetry.Changed(Change(to: PacingPhase.Recovery, fromCeiling: 25, toCeiling: 12));
        telemetry.Changed(Change(to: PacingPhase.Paused, needsAttention: true, reason: "blocked; ask jane.doe@hotmail.com"));
        telemetry.Changed(Change(to: PacingPhase.Paused) with { PausedUntil = null });
        telemetry.Changed(Change(from: PacingPhase.Paused, to: PacingPhase.Recovery, toCeiling: 2));
        telemetry.Changed(Change(to: PacingPhase.Expansion));

        Assert.Equal(
            [
                "1201 CeilingRaised Information: mail1 → microsoft-consumer: ceiling raised from 25 to 35 (controlled): because",
                "1202 CeilingCut Warning: mail1 → microsoft-consumer: ceiling cut from 25 to 12 (recovery): because",
                "1203 PathPaused Warning: mail1 → microsoft-consumer: paused until 2026-11-24 12:00:00Z: blocked; ask j***@hotmail.com",
                "1206 AttentionNeeded Error: mail1 → microsoft-consumer: a person has to act: blocked; ask j***@hotmail.com",
                "1203 PathPaused Warning: mail1 → microsoft-consumer: paused until somebody resumes it: because",
                "1204 PathResumed Information: mail1 → microsoft-consumer: resumed with a ceiling of 2 (recovery): because",
                "1205 PathChanged Information: mail1 → microsoft-consumer: now expansion with a ceiling of 25: because",
            ],
            _harness.Logged);
    }

    [Fact]
    public void Connections_are_told()
    {
        var telemetry = _harness.Telemetry;
        telemetry.ConnectionOpened(Consumer, "mx.example.net", new IPEndPoint(IPAddress.Loopback, 25), TimeSpan.FromSeconds(1), tls: true);
        telemetry.ConnectionFailed(Consumer, "mx.example.net", SmtpStage.Banner, TransportFailure.TimedOut, "no banner for jane@example.com");
        telemetry.ConnectionClosed(Consumer, "mx.example.net", 50, "its cap");
        telemetry.OutcomeUnknown(Consumer, new MessageId(3), new DeliveryId(7), "hotmail.com", "dropped");

        Assert.Equal(
            [
                "1101 ConnectionOpened Debug: mail1 → microsoft-consumer: connected to mx.example.net (127.0.0.1:25) in 00:00:01, TLS: True",
                "1103 ConnectionFailed Information: mail1 → microsoft-consumer: no session with mx.example.net (timed-out at banner): no banner for j***@example.com",
                "1104 ConnectionClosed Debug: mail1 → microsoft-consumer: closed the connection to mx.example.net after 50 messages: its cap",
                "2004 OutcomeUnknown Warning: mail1 → microsoft-consumer: message 3, delivery 7 to hotmail.com: the answer to the end of data was lost; it is tried again and may arrive twice. dropped",
            ],
            _harness.Logged);
    }

    [Fact]
    public void Nothing_says_an_address_unless_the_host_wants_to_see_them()
    {
        Tell(_harness.Telemetry);
        Assert.DoesNotContain("jane", string.Join('\n', _harness.Logged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Addresses_are_shown_on_demand()
    {
        await using var harness = new TelemetryHarness(new TelemetryOptions { ShowAddresses = true });
        Tell(harness.Telemetry);
        Assert.Contains("jane.doe@hotmail.com failed", string.Join('\n', harness.Logged), StringComparison.Ordinal);
        Assert.Contains("<jane.doe@hotmail.com>: user unknown", string.Join('\n', harness.Logged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_throws_harms_nobody()
    {
        await using var telemetry = new PacingTelemetry(new BrokenLogger(), new FakeTimeProvider(Start), null, [], new TelemetryOptions(), () => [], () => []);
        Tell(telemetry);
        telemetry.ConnectionOpened(Consumer, "mx", null, TimeSpan.Zero, tls: false);
        Log.PumpFailed(telemetry.Logger, "mail1", "gmail", "error");
        Assert.Equal(1, telemetry.GetReport(Start).Total.Attempts);
    }

    [Fact]
    public async Task A_meter_listener_that_throws_harms_nobody_and_is_told_once()
    {
        var observer = new RecordingObserver();
        await using var harness = new TelemetryHarness(null, observer);
        using var listener = new System.Diagnostics.Metrics.MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == harness.Factory)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => throw new InvalidOperationException("listener of jane.doe@hotmail.com"));
        listener.Start();

        Tell(harness.Telemetry);
        harness.Telemetry.ConnectionOpened(Consumer, "mx", null, TimeSpan.Zero, tls: false);
        await harness.Telemetry.DisposeAsync();

        Assert.Equal(1, harness.LoggedIds.Count(id => id == 5004));
        Assert.DoesNotContain("jane", string.Join('\n', harness.Logged), StringComparison.Ordinal);
        Assert.Equal(["attempt", "settled", "change"], observer.Seen);
        Assert.All([2003, 2005, 2006, 1205], id => Assert.Contains(id, harness.LoggedIds));
    }

    [Fact]
    public async Task An_attempt_that_nobody_listens_to_allocates_nothing()
    {
        await using var telemetry = new PacingTelemetry(NullLogger.Instance, new FakeTimeProvider(Start), null, [], new TelemetryOptions(), () => [], () => []);
        var record = Attempt(campaign: "autumn");

        // Tests that run beside this one may listen to every meter for a moment: one quiet round is the proof.
        Assert.Equal(0, Allocations.Least(() =>
        {
            for (var attempt = 0; attempt < 100; attempt++)
            {
                telemetry.Attempt(record);
            }
        }));
        Assert.True(telemetry.GetReport(Start).Campaigns["autumn"].Attempts >= 100);
    }

    private static void Tell(PacingTelemetry telemetry)
    {
        telemetry.Attempt(Attempt(ReplyClass.BadMailbox, Permanence.Permanent, reply: Unknown));
        telemetry.Settled(Settled(RecipientStatus.Failed, Unknown, "refused jane.doe@hotmail.com"));
        telemetry.Changed(Change(reason: "jane.doe@hotmail.com"));
    }

    private sealed class BrokenLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("the disk is full");
    }
}
