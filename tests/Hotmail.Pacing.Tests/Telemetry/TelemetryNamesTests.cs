using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class TelemetryNamesTests
{
    [Fact]
    public void Names_are_kebab_case_and_for_good()
    {
        Assert.Equal(
            ["success", "connection-limit", "rate-limit", "reputation-throttle", "reputation-block", "authentication-failure", "greylist", "mailbox-full", "bad-mailbox", "bad-domain",
                "content-rejected", "message-too-large", "relay-denied", "server-temporary", "protocol-error"],
            Enum.GetValues<ReplyClass>().Select(TelemetryNames.Of));
        Assert.Equal(
            ["unknown", "connect", "banner", "ehlo", "start-tls", "auth", "mail", "rcpt", "data", "end-of-data"], Enum.GetValues<SmtpStage>().Select(TelemetryNames.Of));
        Assert.Equal(
            ["none", "connect-failed", "dropped", "timed-out", "tls", "protocol", "authentication", "local-address", "unsupported", "name-resolution", "cancelled"],
            Enum.GetValues<TransportFailure>().Select(TelemetryNames.Of));
        Assert.Equal(["normal", "engaged", "dormant"], Enum.GetValues<Engagement>().Select(TelemetryNames.Of));
        Assert.Equal(["deferred", "delivered", "failed", "expired", "cancelled"], Enum.GetValues<RecipientStatus>().Select(TelemetryNames.Of));
        Assert.Equal(["paused", "recovery", "controlled", "expansion", "review"], Enum.GetValues<PacingPhase>().Select(TelemetryNames.Of));
    }

    [Fact]
    public void A_class_that_a_host_invented_is_other() => Assert.Equal("other", TelemetryNames.Of((ReplyClass)200));
}
