using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>Measures the whole heap, so it runs while no other test does.</summary>
[CollectionDefinition(nameof(SpoolMemoryTests), DisableParallelization = true)]
[Collection(nameof(SpoolMemoryTests))]
public sealed class SpoolMemoryTests : SpoolTest
{
    private const int Count = 100_000;

    [Fact]
    public async Task A_waiting_delivery_takes_at_most_200_bytes_of_memory()
    {
        await FillAsync();
        long with = await OpenAndMeasureAsync();
        await Task.Yield(); // Off the stack of what has ended.

        // What the heap loses with the queue, and not what it gains with it: the garbage of the tests before goes at any time.
        double bytes = (with - GC.GetTotalMemory(forceFullCollection: true)) / (double)Count;
        Assert.InRange(bytes, 100, 200);
    }

    /// <returns>The heap with the queue in it.</returns>
    private async Task<long> OpenAndMeasureAsync()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Count);
        Assert.Equal(Count, queue.GetDepths()[0].Waiting);
        await Task.Yield();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        long with = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(queue);
        return with;
    }

    /// <summary>Dormant deliveries take the most. In a method of its own, so that nothing of this queue is left in memory.</summary>
    private async Task FillAsync()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Count);
        for (int i = 0; i < Count; i += 1000)
        {
            int first = i;
            await queue.EnqueueAsync(
                [.. Enumerable.Range(first, 1000).Select(number => new[]
                {
                    new DeliveryRequest
                    {
                        Path = Hotmail, Route = "olc", Domain = "hotmail.com", Sender = $"bounce+{number}@sender.example", Recipients = [$"user{number:D7}@hotmail.com"],
                        Content = Message(100), Campaign = "spring", Engagement = Engagement.Dormant, AcceptedAt = Start.AddMilliseconds(number), DueAt = Start, ExpiresAt = Start.AddDays(1),
                    },
                })], null, Token);
        }
    }
}
