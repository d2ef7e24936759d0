using CsCheck;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Tests.Queues;

public sealed class DeliveryIndexTests
{
    [Fact]
    public void It_holds_what_a_sorted_list_holds() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 5000]).Array[1, 60].Sample(
            static operations =>
            {
                var index = new DeliveryIndex();
                List<IndexedDelivery> model = [];
                long number = 0;
                foreach ((int action, int pick) in operations)
                {
                    if (action < 2)
                    {
                        for (int i = 0; i < pick % 400; i++)
                        {
                            IndexedDelivery delivery = Make(++number, message: number / 3);
                            index.Add(delivery);
                            model.Add(delivery);
                        }
                    }
                    else if (model.Count > 0)
                    {
                        int first = pick % model.Count;
                        int count = Math.Min(action == 2 ? 1 : pick % 700, model.Count - first);
                        foreach (IndexedDelivery delivery in model.GetRange(first, count))
                        {
                            index.Remove(delivery);
                        }

                        model.RemoveRange(first, count);
                    }

                    long after = pick % (number + 2);
                    Assert.Equal(model.Count, index.Count);
                    Assert.Equal(model.Where(delivery => delivery.Slot.Number > after), index.After(after));
                    Assert.Equal(model.Where(delivery => delivery.MessageNumber >= after / 3), index.FromMessage(after / 3));
                }
            },
            iter: 300);

    private static QueuedDelivery Make(long number, long message)
    {
        var delivery = new QueuedDelivery(new DeliveryRequest
        {
            Path = default, Route = "r", Domain = "d", Sender = "", Recipients = ["a"], Content = new MessageContent(default, is8Bit: false),
            AcceptedAt = default, DueAt = default, ExpiresAt = default,
        }) { MessageNumber = message };
        delivery.Slot.Number = number;
        return delivery;
    }
}
