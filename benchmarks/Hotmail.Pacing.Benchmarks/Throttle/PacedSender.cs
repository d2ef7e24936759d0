using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Benchmarks.Throttle;

/// <summary>The pacer, with the shipped profile of <c>microsoft-consumer</c>, whose maximum is raised to 150.</summary>
internal static class PacedSender
{
    private const int BatchSize = 500;

    /// <summary>Sends until it is told to stop.</summary>
    /// <returns>The messages given up: none, ever.</returns>
    public static async Task<int> RunAsync(int port, CancellationToken over)
    {
        var control = new ControlOptions();
        control.Scale(ThrottleCommand.Scale);
        var options = new PacingOptions { Queue = { Capacity = 2 * BatchSize }, StopTimeout = TimeSpan.FromSeconds(5) };
        options.Groups["microsoft-consumer"] = new DestinationGroupOptions { MaxParallelConnections = 150, Control = control };
        options.EgressSources["relay"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1", Port = port } };
        var content = MessageContent.FromBytes("From: news@example.com\r\nSubject: News\r\n\r\nHello.\r\n"u8.ToArray());
        await using var pacer = await ProviderPacer.StartNewAsync(options, cancellationToken: CancellationToken.None);
        try
        {
            for (var sent = 0; ; sent += BatchSize)
            {
                await pacer.EnqueueAsync(
                    [.. Enumerable.Range(sent, BatchSize).Select(number => new OutboundMessage { Sender = "news@example.com", Recipients = [$"user{number}@hotmail.com"], Content = content })], over);
            }
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
    }
}
