using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Benchmarks.Queues;

/// <summary>
/// The in-memory queue with one million waiting deliveries of one campaign: bytes each beyond the message and its recipient's address, and deliveries a
/// second through enqueue and dequeue on one thread; beside it .NET's own priority queue, which knows neither paths, engagement, routes nor expiry.
/// </summary>
internal static class QueueCommand
{
    private const int Count = 1_000_000;
    private const int Batch = 1_000;
    private const int Rounds = 5;

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly EgressPath Path = new("main", "microsoft-consumer");

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not ([] or ["--json"]))
        {
            await error.WriteLineAsync("Usage: Hotmail.Pacing.Benchmarks queue [--json]");
            return 2;
        }

        var content = new MessageContent("Subject: hello\r\n\r\nbody\r\n"u8.ToArray(), is8Bit: false);
        var addresses = Enumerable.Range(0, Count).Select(static n => string.Create(CultureInfo.InvariantCulture, $"user{n:D7}@hotmail.com")).ToArray();
        double bytes = 0;
        var (rates, rivals) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var (rate, held) = await RunQueueAsync(content, addresses);
            bytes = held;
            rates.Add(rate);
            rivals.Add(RunPriorityQueue(addresses));
        }

        var (ours, theirs) = (Median(rates), Median(rivals));
        await output.WriteLineAsync(args.Length > 0
            ? JsonSerializer.Serialize(new { deliveries = Count, bytes_each = Math.Round(bytes), per_second = Math.Round(ours), priority_queue_per_second = Math.Round(theirs) })
            : string.Create(CultureInfo.InvariantCulture,
                $"{Count:N0} waiting deliveries: {bytes:N0} bytes each beyond message and address; {ours:N0}/s through enqueue and dequeue (PriorityQueue with a lock: {theirs:N0}/s); median of {Rounds} rounds"));
        return 0;
    }

    private static async Task<(double Rate, double Bytes)> RunQueueAsync(MessageContent content, string[] addresses)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var queue = new InMemoryDeliveryQueue(Count);
        var elapsed = Stopwatch.StartNew();
        for (var first = 0; first < Count; first += Batch)
        {
            var messages = new DeliveryRequest[Batch][];
            for (var index = 0; index < Batch; index++)
            {
                messages[index] =
                [
                    new DeliveryRequest
                    {
                        Path = Path, Route = "olc", Domain = "hotmail.com", Sender = "news@sender.example", Recipients = [addresses[first + index]], Content = content,
                        Campaign = "spring", Engagement = (Engagement)(index % 3), AcceptedAt = Start, DueAt = Start, ExpiresAt = Start.AddDays(1),
                    },
                ];
            }

            await queue.EnqueueAsync(messages, null, CancellationToken.None);
        }

        elapsed.Stop();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Count;
        elapsed.Start();
        var taken = 0;
        while (await queue.TakeAsync(new TakeRequest(Path, Start), CancellationToken.None) is { } delivery)
        {
            await queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = [] }, CancellationToken.None);
            taken++;
        }

        return taken == Count ? (Count / elapsed.Elapsed.TotalSeconds, bytes) : throw new InvalidOperationException($"{taken} of {Count} came out.");
    }

    private static double RunPriorityQueue(string[] addresses)
    {
        var queue = new PriorityQueue<string, (int Engagement, int Number)>();
        var sync = new Lock();
        var elapsed = Stopwatch.StartNew();
        for (var number = 0; number < Count; number++)
        {
            lock (sync)
            {
                queue.Enqueue(addresses[number], (number % 3, number));
            }
        }

        for (var number = 0; number < Count; number++)
        {
            lock (sync)
            {
                queue.Dequeue();
            }
        }

        return Count / elapsed.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
