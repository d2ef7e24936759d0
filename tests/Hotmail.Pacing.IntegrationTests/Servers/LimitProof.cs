using System.Diagnostics;
using System.Net;

namespace Hotmail.Pacing.IntegrationTests.Servers;

/// <summary>
/// Shows that a server's connection limit bites: so many connections are held open and answered, the next one is refused, and room comes back when
/// one closes. A test that a limit was respected proves nothing before this.
/// </summary>
internal static class LimitProof
{
    /// <summary>What the proof saw.</summary>
    /// <param name="Refusal">The refusal, as the server said it; empty when it closed without a word.</param>
    /// <param name="Connections">The connections it made.</param>
    /// <param name="Refused">Those of them that were refused.</param>
    public sealed record Result(string Refusal, int Connections, int Refused);

    /// <summary>Runs the proof, and leaves no connection open.</summary>
    /// <param name="endPoint">The server.</param>
    /// <param name="limit">The limit it is said to have.</param>
    /// <param name="atMail">Whether it refuses at MAIL FROM, after a good greeting; otherwise in place of the greeting.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<Result> RunAsync(IPEndPoint endPoint, int limit, bool atMail, CancellationToken cancellationToken)
    {
        var held = new List<SmtpProbe>();
        try
        {
            for (var i = 0; i < limit; i++)
            {
                var (probe, verdict) = await OpenAsync(endPoint, atMail, cancellationToken);
                held.Add(probe);
                Assert.True(IsPositive(verdict), $"Connection {i + 1} of {limit} allowed was refused: {verdict}");
            }

            var (beyond, refusal) = await OpenAsync(endPoint, atMail, cancellationToken);
            held.Add(beyond);
            Assert.False(IsPositive(refusal), $"Connection {limit + 1} was let in, over the limit of {limit}: {refusal}");

            await held[0].SendAsync("QUIT", cancellationToken);
            await held[0].DisposeAsync();
            var waited = Stopwatch.StartNew();
            while (true)
            {
                var (again, verdict) = await OpenAsync(endPoint, atMail, cancellationToken);
                held.Add(again);
                if (IsPositive(verdict))
                {
                    return new Result(refusal ?? "", held.Count, held.Count - limit - 1);
                }

                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), $"A connection closed, and no other was let in: {verdict}");
            }
        }
        finally
        {
            foreach (var probe in held)
            {
                await probe.DisposeAsync();
            }
        }
    }

    private static async Task<(SmtpProbe Probe, string? Verdict)> OpenAsync(IPEndPoint endPoint, bool atMail, CancellationToken cancellationToken)
    {
        var probe = await SmtpProbe.ConnectAsync(endPoint, cancellationToken);
        if (!atMail || !IsPositive(probe.Banner))
        {
            return (probe, probe.Banner);
        }

        await probe.SendAsync("EHLO probe.test", cancellationToken);
        return (probe, await probe.SendAsync("MAIL FROM:<sender@sender.test>", cancellationToken));
    }

    private static bool IsPositive(string? reply) => reply?.StartsWith('2') == true;
}
