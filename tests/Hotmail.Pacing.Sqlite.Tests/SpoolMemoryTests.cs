using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Tests;

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
        double bytes = await HeapShare.OfAsync(async () =>
        {
            SqliteDeliveryQueue queue = await OpenAsync(Count);
            Assert.Equal(Count, queue.GetDepths()[0].Waiting);
            return queue;
        }) / (double)Count;

        Assert.InRange(bytes, 100, 200);
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
