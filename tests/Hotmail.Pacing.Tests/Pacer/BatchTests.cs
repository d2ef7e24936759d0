using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class BatchTests
{
    [Fact]
    public async Task One_bad_message_is_named_by_its_index_and_nothing_is_accepted()
    {
        await using var harness = await StartAsync(holds: static _ => true);
        OutboundMessage[] messages = [Message("a@one.example"), Message("no address"), Message("c@one.example")];

        var exception = await Assert.ThrowsAsync<InvalidMessageException>(() => harness.EnqueueAsync(messages));

        var problem = Assert.Single(exception.Problems);
        Assert.StartsWith("Messages[1].Recipients", problem.Where, StringComparison.Ordinal);
        Assert.Equal("no address", problem.Value);
        Assert.Empty(await harness.Pacer.ListAsync(new DeliveryFilter(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(harness.Transport.MessagesBySession);
    }

    [Fact]
    public async Task Every_message_of_a_good_batch_has_its_receipt_and_is_delivered()
    {
        await using var harness = await StartAsync();

        var receipts = await harness.Pacer.EnqueueAsync(Messages("one", 20), TestContext.Current.CancellationToken);

        Assert.Equal(20, receipts.Select(static receipt => receipt.MessageId).Distinct().Count());
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 20);
        Assert.Equal(20, harness.Transport.Sent.Distinct().Count());
    }
}
