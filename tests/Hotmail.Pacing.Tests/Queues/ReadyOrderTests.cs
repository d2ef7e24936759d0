using CsCheck;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Tests.Queues;

/// <summary>The order against a list that is searched from end to end, over random operations; and its bounds.</summary>
public sealed class ReadyOrderTests
{
    private static readonly TimeSpan Step = TimeSpan.FromTicks(20);

    // What is done, an entry or route, three times, and what kind of entry.
    private static readonly Gen<(int Action, int Pick, int Due, int Life, int Kind)[]> Operations =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1000], Gen.Int[-30, 30], Gen.Int[1, 120], Gen.Int[0, 5]).Array[1, 150];

    [Fact]
    public void It_gives_what_a_searched_list_gives() => Operations.Sample(static operations => Compare(operations, share: int.MaxValue, anchored: false), iter: 3000);

    [Fact]
    public void It_gives_what_a_searched_list_gives_when_the_oldest_always_has_its_turn() => Operations.Sample(static operations => Compare(operations, share: 1, anchored: false), iter: 1500);

    [Fact]
    public void It_gives_what_a_searched_list_gives_when_the_oldest_has_one_take_in_three() => Operations.Sample(static operations => Compare(operations, share: 3, anchored: true), iter: 3000);

    [Fact]
    public void A_steady_rhythm_of_takes_gives_every_route_its_turn()
    {
        var order = new ReadyOrder<Entry>(new Ageing(Step, 2));
        int number = 0;
        Add("a", 1, due: 0, MessagePriority.Bulk);
        Add("b", 20, due: 0, MessagePriority.Bulk);
        Add("a", 20, due: 100, MessagePriority.Transactional);
        Add("b", 20, due: 100, MessagePriority.Transactional);

        List<Entry> taken = [];
        for (int i = 0; i < 8; i++)
        {
            taken.Add(order.Take(100, i % 2 == 0 ? "a" : "b", holdDormant: false)!); // With one count for both, every second take would be that of "b".
        }

        Assert.Contains(taken, static entry => entry is { Route: "a", Slot.Priority: MessagePriority.Bulk });
        Assert.Equal(2, taken.Count(static entry => entry is { Route: "b", Slot.Priority: MessagePriority.Bulk }));

        void Add(string route, int count, long due, MessagePriority priority)
        {
            for (int i = 0; i < count; i++)
            {
                order.Add(new Entry(++number, route, due, due, 150, priority, Engagement.Normal));
            }
        }
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, true)]
    public void Nothing_is_brought_forward_before_half_of_its_time_is_over(long now, bool isBroughtForward)
    {
        var order = new ReadyOrder<Entry>(new Ageing(Step, 1));
        order.Add(new Entry(1, "a", 0, 0, 200, MessagePriority.Bulk, Engagement.Dormant));
        order.Add(new Entry(2, "a", 60, 60, 200, MessagePriority.Bulk, Engagement.Engaged));

        Assert.Equal(isBroughtForward ? 1 : 2, order.Take(now, null, holdDormant: false)!.Slot.Number);
    }

    [Fact]
    public void Entries_that_left_leave_nothing_behind()
    {
        var order = new ReadyOrder<Entry>(Ageing.Default);
        var random = new Random(1);
        Entry[] entries = [.. Enumerable.Range(1, 5000).Select(n => new Entry(n, $"r{random.Next(2000)}", 0, random.Next(100), 1000, (MessagePriority)random.Next(2), (Engagement)random.Next(3)))];
        Array.ForEach(entries, order.Add);
        random.Shuffle(entries);

        foreach (Entry entry in entries[..2500])
        {
            order.Remove(entry);
        }

        int left = 0;
        while (order.Take(200, null, left % 2 == 0) is not null || order.Take(200, null, holdDormant: false) is not null)
        {
            left++;
        }

        Assert.Equal(2500, left);
        Assert.Equal(0, order.Count);
        Assert.All(entries, static entry => Assert.Equal((0, 0), (entry.Slot.Place, entry.Slot.HeldPlace)));
    }

    private static void Compare((int Action, int Pick, int Due, int Life, int Kind)[] operations, int share, bool anchored)
    {
        var order = new ReadyOrder<Entry>(new Ageing(Step, share));
        var model = new SearchedOrder(Step.Ticks, share);
        List<Entry> waiting = [];
        long now = 100;
        long number = 0;
        if (anchored)
        {
            // One that never becomes ready keeps each route, and with it its count of turns.
            for (int route = 0; route < 3; route++)
            {
                Add(new Entry(++number, $"r{route}", 0, long.MaxValue / 4, long.MaxValue / 2, MessagePriority.Bulk, Engagement.Normal));
            }
        }

        foreach ((int action, int pick, int due, int life, int kind) in operations)
        {
            string? route = pick % 4 == 3 ? null : $"r{pick % 4}";
            switch (action)
            {
                case < 5:
                    Add(new Entry(++number, route ?? "r0", now + due - (life / 2), now + due, now + due + life, (MessagePriority)(kind / 3), (Engagement)(kind % 3)));
                    break;
                case 5 or 6:
                    Entry? expected = model.Take(waiting, now, route, action == 6);
                    Entry? taken = order.Take(now, route, action == 6);
                    Assert.Same(expected, taken);
                    waiting.Remove(taken!);
                    break;
                case 7 when waiting.Count > (anchored ? 3 : 0):
                    Entry removed = waiting[(anchored ? 3 : 0) + (pick % (waiting.Count - (anchored ? 3 : 0)))];
                    waiting.Remove(removed);
                    if (ReadyOrder<Entry>.Contains(removed))
                    {
                        order.Remove(removed);
                    }
                    else
                    {
                        Assert.True(removed.Slot.IsExpired(now));
                    }

                    break;
                case 8:
                    bool hold = kind % 2 == 0;
                    Assert.Equal(SearchedOrder.NextDue(waiting, now, route, hold), order.NextDue(now, route, hold));
                    break;
                default:
                    now += pick % 15;
                    break;
            }

            Assert.InRange(order.Count, waiting.Count(entry => !entry.Slot.IsExpired(now)), waiting.Count);
        }

        void Add(Entry entry)
        {
            order.Add(entry);
            waiting.Add(entry);
        }
    }

    private sealed class Entry : IReadyEntry
    {
        private ReadySlot _slot;

        public Entry(long number, string route, long accepted, long due, long expires, MessagePriority priority, Engagement engagement)
        {
            Route = route;
            _slot = new ReadySlot { Number = number, AcceptedAt = accepted, DueAt = due, ExpiresAt = expires, Priority = priority, Engagement = engagement };
        }

        public ref ReadySlot Slot => ref _slot;

        public string Route { get; }
    }

    /// <summary>The rule, written down as plainly as it can be said.</summary>
    private sealed class SearchedOrder(long step, int share)
    {
        private readonly Dictionary<string, int> _passedOver = [];

        public static long? NextDue(List<Entry> waiting, long now, string? route, bool hold) =>
            waiting.Where(entry => Wanted(entry, now, route)).Select(entry => (long?)ReadyAt(entry, hold)).Min();

        public Entry? Take(List<Entry> waiting, long now, string? route, bool hold)
        {
            Entry[] ready = [.. waiting.Where(entry => Wanted(entry, now, route) && ReadyAt(entry, hold) <= now)];
            if (hold && ready.Length > 0)
            {
                int first = ready.Min(static entry => Rank(entry));
                ready = [.. ready.Where(entry => Rank(entry) == first)];
            }

            Entry? best = ready.OrderByDescending(static entry => entry.Slot.Priority).ThenBy(Rank).ThenBy(entry => ReadyAt(entry, hold)).ThenBy(static entry => entry.Slot.Number).FirstOrDefault();
            Entry? oldest = ready.GroupBy(static entry => (entry.Slot.Priority, entry.Slot.Engagement)).Select(band => InTurn(band).First())
                .Where(entry => now >= entry.Slot.AcceptedAt + ((entry.Slot.ExpiresAt - entry.Slot.AcceptedAt) / 2)).OrderBy(entry => ReadyAt(entry, hold)).ThenBy(static entry => entry.Slot.Number).FirstOrDefault();
            if (oldest is null || best == oldest || now - ReadyAt(oldest, hold) <= step)
            {
                return best;
            }

            int passedOver = _passedOver.GetValueOrDefault(route ?? "") + 1;
            _passedOver[route ?? ""] = passedOver < share ? passedOver : 0;
            return passedOver < share ? best : oldest;

            IEnumerable<Entry> InTurn(IEnumerable<Entry> band) => band.OrderBy(entry => ReadyAt(entry, hold)).ThenBy(static entry => entry.Slot.Number);
        }

        private static bool Wanted(Entry entry, long now, string? route) => !entry.Slot.IsExpired(now) && (route is null || entry.Route == route);

        private static int Rank(Entry entry) => Array.IndexOf([Engagement.Engaged, Engagement.Normal, Engagement.Dormant], entry.Slot.Engagement);

        private static long ReadyAt(Entry entry, bool hold) => hold && entry.Slot.Engagement == Engagement.Dormant
            ? Math.Max(entry.Slot.DueAt, entry.Slot.AcceptedAt + ((entry.Slot.ExpiresAt - entry.Slot.AcceptedAt) / 2))
            : entry.Slot.DueAt;
    }
}
