using Hotmail.Pacing.Control;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class RestrictedPathTests
{
    private static readonly PathRestriction Two = new() { MaxCeiling = 2, Reason = "a test says so" };

    [Fact]
    public async Task A_restriction_bounds_a_path_from_its_beginning_and_the_records_say_so()
    {
        var restrictions = new Restrictions { Answer = static path => path.Group == "one" ? Two : null };
        var records = new RecordLists();
        await using var harness = await StartAsync(ceiling: 4, restrictions: restrictions, observers: records);

        await harness.EnqueueAsync(Messages("one", 20));
        await harness.EnqueueAsync(Messages("two", 1));

        await harness.PassUntilAsync(() => records.Attempts.Count == 21, TimeSpan.FromMilliseconds(10));
        Assert.InRange(harness.Transport.MostOpen, 1, 3);
        Assert.All(records.Attempts, attempt => Assert.Equal(attempt.Path.Group == "one" ? ("a test says so", 2) : (null, 4), (attempt.Restriction, attempt.Ceiling)));
        var change = Assert.Single(records.Changes);
        Assert.Equal((4, 2, "Restricted because a test says so: the ceiling is at most 2."), (change.FromCeiling, change.ToCeiling, change.Reason));
        var path = harness.Pacer.GetSnapshot().Paths.Single(path => path.Path.Group == "one");
        Assert.Equal("a test says so", path.Restriction);
        Assert.Contains("Restricted because a test says so", path.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_wakes_the_path_and_what_is_above_closes_after_its_message()
    {
        var gate = new WatchedGate(awaited: 2);
        var restrictions = new Restrictions();
        await using var harness = await StartAsync(holds: static _ => true, ceiling: 4, gate: gate, restrictions: restrictions);
        await harness.EnqueueAsync(Messages("one", 20));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 4);

        restrictions.Set(static _ => Two);
        await gate.InForce;
        harness.Transport.Release();

        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 20 && transport.Open == 2);
        Assert.Equal([1, 1], harness.Transport.MessagesBySession.Order().Take(2));
    }

    [Fact]
    public async Task When_its_time_is_over_it_is_asked_for_again()
    {
        var restrictions = new Restrictions();
        await using var harness = await StartAsync(restrictions: restrictions);
        var until = harness.Time.GetUtcNow().AddMinutes(5);
        restrictions.Answer = _ => harness.Time.GetUtcNow() < until ? Two with { Until = until } : null;
        await harness.EnqueueAsync(Messages("one", 1));
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 1);
        Assert.Equal("a test says so", harness.Pacer.GetSnapshot().Paths.Single().Restriction);

        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Single().Restriction is null, TimeSpan.FromSeconds(10));

        Assert.True(harness.Time.GetUtcNow() >= until);
    }

    [Fact]
    public async Task An_answer_that_throws_leaves_the_path_as_it_was_and_is_asked_for_again()
    {
        var asked = 0;
        var restrictions = new Restrictions
        {
            Answer = _ => Interlocked.Increment(ref asked) switch
            {
                1 => Two,
                2 => throw new InvalidOperationException("a bug of the host"),
                _ => null,
            },
        };
        await using var harness = await StartAsync(restrictions: restrictions);
        await harness.EnqueueAsync(Messages("one", 1));
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 1);

        restrictions.Set(restrictions.Answer);
        await harness.PassUntilAsync(() => Volatile.Read(ref asked) >= 2, TimeSpan.FromMilliseconds(1));
        Assert.Equal("a test says so", harness.Pacer.GetSnapshot().Paths.Single().Restriction);
        await harness.PassUntilAsync(() => harness.Pacer.GetSnapshot().Paths.Single().Restriction is null, TimeSpan.FromSeconds(10));

        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task Held_dormant_mail_waits_and_who_waits_for_it_hears_why()
    {
        var restrictions = new Restrictions { Answer = static _ => new PathRestriction { HoldDormant = true, Reason = "a test says so" } };
        await using var harness = await StartAsync(restrictions: restrictions);
        await harness.EnqueueAsync(Messages("one", 1));
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 1);

        var result = await harness.SendAsync(Message() with { Recipients = [new Recipient("old@one.example", Engagement.Dormant), new Recipient("new@one.example")] });

        Assert.Equal([RecipientStatus.Deferred, RecipientStatus.Delivered], result.Recipients.Select(static recipient => recipient.Status));
        Assert.Equal("dormant recipients wait while a test says so", result.Recipients[0].Reason);
    }

    private sealed class Restrictions : IPathRestrictions
    {
        public event Action? Changed;

        public Func<EgressPath, PathRestriction?> Answer { get; set; } = static _ => null;

        public PathRestriction? Find(EgressPath path, DateTimeOffset now) => Answer(path);

        public void Set(Func<EgressPath, PathRestriction?> answer)
        {
            Answer = answer;
            Changed?.Invoke();
        }
    }
}
