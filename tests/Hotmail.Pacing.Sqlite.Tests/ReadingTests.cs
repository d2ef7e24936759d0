using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What is in memory is not read from the disk, what is taken in order is read together, and each delivery is as it is when it is taken.</summary>
public sealed class ReadingTests : SpoolTest
{
    [Fact]
    public async Task Fresh_mail_is_not_read_from_the_disk_and_what_was_given_out_stays_readable()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        MessageContent content = Message(5000);
        await EnqueueAsync(queue, Request("a", content));
        Delivery? taken = await TakeAsync(queue);
        Assert.Same(content, await taken!.GetContentAsync(Token));
        await queue.UpdateAsync(taken, new DeliveryUpdate { Remaining = ["a"], DueAt = Start, CountAttempt = true }, Token);
        Assert.Equal(["a"], taken.Recipients);
        Delivery? again = await TakeAsync(queue);
        MessageContent read = await again!.GetContentAsync(Token);
        Assert.NotSame(content, read);
        Assert.Equal(content.Bytes.ToArray(), read.Bytes.ToArray());
    }

    [Fact]
    public async Task What_is_taken_in_order_is_read_together_and_each_as_it_is_when_it_is_taken()
    {
        await using (SqliteDeliveryQueue before = await OpenAsync())
        {
            await EnqueueAsync(before, [.. Enumerable.Range(0, 40).Select(static number => Request($"a{number}@hotmail.com,b{number}@hotmail.com", Message($"body {number}")))]);
        }

        await using SqliteDeliveryQueue queue = await OpenAsync();
        for (int i = 0; i < 3; i++)
        {
            await SettleAsync(queue, (await TakeAsync(queue))!);
        }

        // All the others are in memory now: what happens to the file is not seen any more.
        await AskAsync(queue, "DELETE FROM envelope");
        await AskAsync(queue, "DELETE FROM message");
        Delivery? deferred = await TakeAsync(queue);
        Assert.Equal("a3@hotmail.com", deferred!.Recipients[0]);
        int taken = 1;
        while (await TakeAsync(queue) is { } delivery)
        {
            taken++;
            Assert.Equal([$"a{taken + 2}@hotmail.com", $"b{taken + 2}@hotmail.com"], delivery.Recipients);
            string text = System.Text.Encoding.UTF8.GetString((await delivery.GetContentAsync(Token)).Bytes.Span);
            Assert.EndsWith($"body {taken + 2}\r\n", text, StringComparison.Ordinal);
        }

        Assert.Equal(37, taken);
    }

    [Fact]
    public async Task What_was_deferred_is_read_again_with_those_who_still_wait()
    {
        await using (SqliteDeliveryQueue before = await OpenAsync())
        {
            await EnqueueAsync(before, [.. Enumerable.Range(0, 10).Select(static number => Request($"a{number},b{number}"))]);
        }

        await using SqliteDeliveryQueue queue = await OpenAsync();
        List<Delivery> taken = [];
        while (await TakeAsync(queue) is { } delivery)
        {
            taken.Add(delivery);
        }

        for (int i = 0; i < taken.Count; i++)
        {
            await queue.UpdateAsync(taken[i], new DeliveryUpdate { Remaining = [$"b{i}"], DueAt = Start.AddSeconds(1), CountAttempt = true }, Token);
        }

        for (int i = 0; i < 10; i++)
        {
            Assert.Equal([$"b{i}"], (await TakeAsync(queue, at: 1))!.Recipients);
        }
    }
}
