using System.Globalization;
using System.Text;
using Hotmail.Pacing.Sqlite;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.CrashTests;

/// <summary>
/// What is killed: a pacer on a spool. It prints "open" when the pacer has started, "accepted ADDRESS" when EnqueueAsync has returned, "settled ADDRESS STATUS"
/// when the outcome is in the spool, and "empty" when the queue has run dry. Each message has one recipient, whose address nothing else has.
/// </summary>
internal static class Child
{
    /// <summary>The most connections, and so transactions, at once.</summary>
    public const int Connections = 8;

    /// <summary>What each line ends with.</summary>
    public const string EndOfLine = " .";

    private const int Callers = 6;
    private const int Backlog = 150;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs it.</summary>
    /// <param name="arguments">The spool, the receiver's port, the number of this run, the seed, and "send" to enqueue for ever or "drain" to send what is there only.</param>
    public static async Task RunAsync(string[] arguments)
    {
        var (spool, port, run, seed) = (arguments[0], Number(arguments[1]), Number(arguments[2]), Number(arguments[3]));
        EndWithTheParent();
        await using var queue = new SqliteDeliveryQueue(spool);
        await using var pacer = await ProviderPacer.StartNewAsync(Options(port), new PacerParts { Observers = [new Printer()], Queue = queue });
        Print("open");
        if (arguments[4] == "send")
        {
            await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => EnqueueForEverAsync(pacer, queue, run, caller, new Random(Mix(seed, run, caller)))));
        }

        while (queue.GetDepths().Count > 0)
        {
            await Task.Delay(Poll);
        }

        Print("empty");
        await Task.Delay(Timeout.Infinite); // an end of its own could overtake its last line
    }

    /// <summary>Some callers enqueue one message at a time, some batches.</summary>
    private static async Task EnqueueForEverAsync(ProviderPacer pacer, SqliteDeliveryQueue queue, int run, int caller, Random random)
    {
        for (var number = 0; ;)
        {
            while (queue.GetDepths().Sum(static depth => depth.Waiting + depth.InProgress) > Backlog)
            {
                await Task.Delay(Poll);
            }

            var size = caller == 0 ? random.Next(2, 20) : 1;
            string[] addresses = [.. Enumerable.Range(number, size).Select(n => $"run{run}.caller{caller}.{n}@crash.example")];
            number += size;
            await pacer.EnqueueAsync([.. addresses.Select(address => Message(address, random))]);
            Print(addresses.Select(static address => $"accepted {address}"));
        }
    }

    private static OutboundMessage Message(string address, Random random) => new()
    {
        Sender = "news@sender.example",
        Recipients = [new Recipient(address)],
        Content = MessageContent.FromBytes(Encoding.ASCII.GetBytes(
            $"From: news@sender.example\r\nTo: {address}\r\nSubject: crash\r\n\r\n{string.Concat(Enumerable.Repeat("Hello again.\r\n", random.Next(1, 1000)))}")),
    };

    private static PacingOptions Options(int port)
    {
        var options = new PacingOptions();
        options.Default.StartConnections = Connections;
        options.Default.MaxParallelConnections = Connections;
        options.EgressSources["crash"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1", Port = port } };
        return options;
    }

    /// <summary>The parent holds the other end of standard input: when it dies, this ends too.</summary>
    private static void EndWithTheParent() => new Thread(static () =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        Environment.Exit(3);
    })
    { IsBackground = true }.Start();

    // A long text is written in pieces, and the kill may come between them: the mark tells a whole line from the beginning of one.
    private static void Print(params IEnumerable<string> lines) => Console.Out.WriteLine(string.Join('\n', lines.Select(static line => line + EndOfLine)));

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    // System.HashCode differs from process to process.
    private static int Mix(int seed, int run, int caller) => unchecked((((seed * 31) + run) * 31) + caller);

    private sealed class Printer : IDeliveryObserver
    {
        public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
        {
            Print($"settled {settled.Recipient.Address} {settled.Recipient.Status}");
            return default;
        }
    }
}
