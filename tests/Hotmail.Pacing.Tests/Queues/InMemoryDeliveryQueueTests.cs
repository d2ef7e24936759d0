using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Tests.Queues;

public sealed class InMemoryDeliveryQueueTests : DeliveryQueueContract
{
    protected override ValueTask<IDeliveryQueue> CreateAsync(int capacity) => new(new InMemoryDeliveryQueue(capacity));

    [Fact]
    public void A_capacity_below_one_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => new InMemoryDeliveryQueue(0));
        _ = new InMemoryDeliveryQueue(1);
    }

    [Fact]
    public async Task Cancelling_and_retrying_work_through_more_than_one_slice()
    {
        const int count = 10_000;
        await using IDeliveryQueue queue = await OpenAsync(count);
        List<EgressPath> available = [];
        await EnqueueAsync(queue, [.. Enumerable.Range(0, count).Select(static i => Request("u", engagement: (Engagement)(i % 3), due: 500, campaign: i % 2 == 0 ? "x" : "y"))]);
        queue.Available += available.Add;

        Assert.Equal(count, await queue.RetryNowAsync(DeliveryFilter.All, Start, Token));
        Assert.Equal(count / 2, (await queue.CancelAsync(new DeliveryFilter { Campaign = "x" }, Token)).Count);
        Assert.Equal([Hotmail, Hotmail], available);
        Assert.Equal(count / 2, (await queue.ListAsync(new DeliveryFilter { Campaign = "y" }, default, count, Token)).Count);
        for (int i = 0; i < count / 2; i++)
        {
            await TakeRecipientAsync(queue);
        }

        Assert.Empty(queue.GetDepths());
    }

    [Fact]
    public async Task Recipients_that_were_read_do_not_change_with_the_delivery()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a,b"));
        Delivery? taken = await TakeAsync(queue);
        IReadOnlyList<string> read = taken!.Recipients;

        await queue.UpdateAsync(taken, new DeliveryUpdate { Remaining = ["b"], DueAt = Start }, Token);

        Assert.Equal(["a", "b"], read);
    }
}
