using System.Net;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.Sessions;

/// <summary>Opens sessions to a scripted server.</summary>
internal static class Opening
{
    public static Task<SessionResult> OpenAsync(IPEndPoint endPoint, TlsMode tls = TlsMode.Off, SmtpTimeouts? timeouts = null)
    {
        var request = new SessionRequest
        {
            Source = new EgressSource { Name = "test", EhloName = "sender.example" },
            Host = "mx.example",
            EndPoint = endPoint,
            Tls = tls,
            Timeouts = timeouts ?? new SmtpTimeouts(),
        };
        return new MailKitTransport(TimeProvider.System).OpenAsync(request, TestContext.Current.CancellationToken).AsTask().WaitAsync(ScriptedSmtpServer.Limit);
    }
}
