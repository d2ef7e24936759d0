using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Tests.Queues;

public sealed class DeliveryLedgerTests
{
    private const int Messages = 50_000;
    private const int DeliveriesOfEach = 2;

    private static readonly EgressPath Path = new("main", "hotmail");

    [Theory]
    [InlineData(1)]
    [InlineData(77_777)]
    [InlineData(Messages * DeliveriesOfEach)]
    public void One_delivery_of_many_is_found_without_a_search(int number)
    {
        List<IndexedDelivery> slice = [];

        (long position, long end) = Fill().NextSlice(new DeliveryFilter { Id = new DeliveryId(number) }, 0, long.MaxValue, int.MaxValue, slice);

        // A slice is a few thousand deliveries: had it searched, it would not have come to its end with the first.
        Assert.Equal(end, position);
        Assert.Equal(number, Assert.Single(slice).Id.Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData((40_000 * DeliveriesOfEach) - 1)]
    public void The_deliveries_of_one_message_of_many_are_found_without_a_search_from_any_page_on(int after)
    {
        List<IndexedDelivery> slice = [];

        (long position, long end) = Fill().NextSlice(new DeliveryFilter { MessageId = new MessageId(40_000) }, after, long.MaxValue, int.MaxValue, slice);

        Assert.Equal(end, position);
        Assert.Equal(new long[] { 79_999, 80_000 }.Where(number => number > after), slice.Select(static delivery => delivery.Id.Value));
    }

    [Fact]
    public void A_delivery_or_message_that_is_not_there_is_not_searched_for()
    {
        DeliveryLedger ledger = Fill();
        List<IndexedDelivery> slice = [];
        foreach (DeliveryFilter filter in new DeliveryFilter[] { new() { Id = new DeliveryId(1_000_000) }, new() { Id = default(DeliveryId) }, new() { MessageId = new MessageId(1_000_000) } })
        {
            (long position, long end) = ledger.NextSlice(filter, 0, long.MaxValue, int.MaxValue, slice);
            Assert.Equal(end, position);
            Assert.Empty(slice);
        }

        Assert.Null(ledger.Find(new DeliveryId(1_000_000)));
        Assert.Equal(77_777, ledger.Find(new DeliveryId(77_777))!.Id.Value);
    }

    private static DeliveryLedger Fill()
    {
        var content = new MessageContent("Subject: hello\r\n\r\n"u8.ToArray(), is8Bit: false);
        var request = new DeliveryRequest
        {
            Path = Path, Route = "olc", Domain = "hotmail.com", Sender = "", Recipients = ["a@hotmail.com"], Content = content,
            AcceptedAt = DateTimeOffset.UnixEpoch, DueAt = DateTimeOffset.UnixEpoch, ExpiresAt = DateTimeOffset.UnixEpoch,
        };
        var ledger = new DeliveryLedger();
        for (int number = 1; number <= Messages * DeliveriesOfEach; number++)
        {
            var delivery = new QueuedDelivery(request) { MessageNumber = (number + 1) / DeliveriesOfEach };
            delivery.Slot.Number = number;
            ledger.Keep(delivery, Path, "olc", "hotmail.com", "", null);
        }

        return ledger;
    }
}
