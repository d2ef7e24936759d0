using CsCheck;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class MxOrderTests
{
    private static readonly Gen<MailExchanger[]> Hosts =
        Gen.Int[0, 3].Array[0, 12].Select(static preferences => preferences.Select(static (p, i) => new MailExchanger($"mx{i}.example", p)).ToArray());

    [Fact]
    public void The_order_is_a_permutation_by_preference() =>
        Gen.Select(Hosts, Gen.Int).Sample(
            (hosts, seed) =>
            {
                var before = hosts.ToArray();
                var order = MxOrder.Shuffle(hosts, new Random(seed));
                Assert.Equal(before, hosts);
                Assert.Equal(hosts.OrderBy(static h => h.Host, StringComparer.Ordinal), order.OrderBy(static h => h.Host, StringComparer.Ordinal));
                Assert.Equal(order.Select(static h => h.Preference).Order(), order.Select(static h => h.Preference));
            },
            iter: 5_000);

    [Fact]
    public void Equal_preferences_come_in_every_order_equally_often()
    {
        MailExchanger[] hosts = [new("backup", 20), new("a", 10), new("b", 10), new("c", 10)];
        var random = new Random(1);
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 6_000; i++)
        {
            var order = string.Join(' ', MxOrder.Shuffle(hosts, random).Select(static h => h.Host));
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(6, counts.Count);
        Assert.All(counts.Keys, static order => Assert.EndsWith(" backup", order, StringComparison.Ordinal));
        Assert.All(counts.Values, static count => Assert.InRange(count, 850, 1_150));
    }

    [Fact]
    public void The_order_follows_from_the_generator()
    {
        MailExchanger[] hosts = [.. Enumerable.Range(0, 10).Select(static i => new MailExchanger($"mx{i}", 10))];
        Assert.Equal(MxOrder.Shuffle(hosts, new Random(7)), MxOrder.Shuffle(hosts, new Random(7)));
    }
}
