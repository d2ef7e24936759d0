using System.Diagnostics;
using Hotmail.Pacing.Sqlite;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>The same work through the pacer: queue, controller, gate, classifier, records and all.</summary>
internal static class PacerRun
{
    private const int BatchSize = 1_000;

    public static Task SendAsync(MessageContent content, int messages, int connections, int port) =>
        SendAsync([.. Enumerable.Repeat(content, messages)], connections, port);

    /// <returns>The time from the first message's acceptance to the last one's delivery.</returns>
    public static Task<TimeSpan> SendAsync(MessageContent[] contents, int connections, int port) => SendAsync(contents, connections, port, queue: null);

    /// <summary>With the durable queue, in an empty spool.</summary>
    /// <returns>The time from the first message's acceptance to the last one's delivery.</returns>
    public static async Task<TimeSpan> SendDurablyAsync(MessageContent[] contents, int connections, int port)
    {
        var folder = Directory.CreateTempSubdirectory("hotmail-pacing-spool-").FullName;
        try
        {
            await using var queue = new SqliteDeliveryQueue(Path.Combine(folder, "spool.db"));
            return await SendAsync(contents, connections, port, queue);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<TimeSpan> SendAsync(MessageContent[] contents, int connections, int port, SqliteDeliveryQueue? queue)
    {
        var counter = new SettledCounter(contents.Length);
        await using var pacer = await ProviderPacer.StartNewAsync(Options(connections, port), new PacerParts { Observers = [counter], Queue = queue });
        var start = Stopwatch.GetTimestamp();
        for (var sent = 0; sent < contents.Length; sent += BatchSize)
        {
            await pacer.EnqueueAsync([.. Enumerable.Range(sent, Math.Min(BatchSize, contents.Length - sent)).Select(number => new OutboundMessage
            {
                Sender = "news@example.com",
                Recipients = [$"user{number}@bench.example"],
                Content = contents[number],
                Campaign = "benchmark",
            })]);
        }

        await counter.Done;
        return Stopwatch.GetElapsedTime(start);
    }

    private static PacingOptions Options(int connections, int port)
    {
        var options = new PacingOptions();
        options.Default.StartConnections = connections;
        options.Default.MaxParallelConnections = connections;
        options.Default.MaxMessagesPerConnection = EndToEndCommand.MessagesPerConnection;
        options.EgressSources["bench"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1", Port = port } };
        return options;
    }

    private sealed class SettledCounter(int expected) : IDeliveryObserver
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = expected;

        public Task Done => _done.Task;

        public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
        {
            if (settled.Recipient.Status != RecipientStatus.Delivered)
            {
                _done.TrySetException(new InvalidOperationException($"The sink refused a message: {settled.Recipient.Reason}"));
            }
            else if (--_left == 0)
            {
                _done.TrySetResult();
            }

            return default;
        }
    }
}
