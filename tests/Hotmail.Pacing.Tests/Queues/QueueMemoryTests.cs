using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Tests.Queues;

/// <summary>Measures the whole heap, so it runs while no other test does.</summary>
[CollectionDefinition(nameof(QueueMemoryTests), DisableParallelization = true)]
[Collection(nameof(QueueMemoryTests))]
public sealed class QueueMemoryTests
{
    private const int Count = 200_000;

    private static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_waiting_delivery_of_a_campaign_takes_at_most_250_bytes()
    {
        double bytes = await MeasureAsync(static async queue => await FillAsync(queue, "first", Engagement.Dormant)); // Dormant deliveries take the most.

        Assert.InRange(bytes, 100, 250);
    }

    [Fact]
    public async Task What_was_settled_is_not_kept_in_memory()
    {
        double bytes = await MeasureAsync(static async queue =>
        {
            await FillAsync(queue, "first", Engagement.Normal);
            for (int i = 0; i < Count; i++)
            {
                Delivery? taken = await queue.TakeAsync(new TakeRequest(new EgressPath("main", "first"), Start), CancellationToken.None);
                await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = i % 1000 == 0 ? taken!.Recipients : [], DueAt = Start.AddHours(1) }, CancellationToken.None);
            }

            Assert.Equal(Count / 1000, queue.GetDepths()[0].Waiting);
        });

        // One in a thousand is left, at far apart numbers. What else lives in the process varies by some 100 kB, so the share of each is what tells.
        Assert.True(bytes < 5, $"{bytes} bytes are kept for each that was settled.");
    }

    /// <summary>The bytes that a queue keeps for each delivery.</summary>
    private static async Task<double> MeasureAsync(Func<InMemoryDeliveryQueue, Task> use)
    {
        long bytes = await HeapShare.OfAsync(async () =>
        {
            var queue = new InMemoryDeliveryQueue(Count);
            await use(queue);
            return queue;
        });
        return bytes / (double)Count;
    }

    private static async Task FillAsync(InMemoryDeliveryQueue queue, string group, Engagement engagement)
    {
        var content = new MessageContent("Subject: hello\r\n\r\nbody\r\n"u8.ToArray(), is8Bit: false);
        for (int i = 0; i < Count; i += 1000)
        {
            int first = i;
            await queue.EnqueueAsync(
                [.. Enumerable.Range(first, 1000).Select(n => new[]
                {
                    new DeliveryRequest
                    {
                        Path = new EgressPath("main", new string(group)), Route = new string("olc.protection"), Domain = new string("hotmail.com"), Sender = new string("news@sender.example"),
                        Recipients = [$"user{n:D6}@hotmail.co"], Content = content, Campaign = new string("spring"), Engagement = engagement,
                        AcceptedAt = Start.AddMilliseconds(n), DueAt = Start, ExpiresAt = Start.AddDays(1),
                    },
                })], null,
                CancellationToken.None);
        }
    }
}
