using Hotmail.Pacing.Simulation.Model;
using Hotmail.Pacing.Simulation.Strategies;

namespace Hotmail.Pacing.Simulation.Tests.Strategies;

public sealed class DeferredMailTests
{
    private readonly DeferredMail _deferred = new(300, 3000);
    private readonly Queue<Mail> _ready = new();

    [Fact]
    public void A_message_comes_back_at_the_first_look_at_or_after_its_time()
    {
        Add(1, 301);
        Add(2, 600);
        Add(3, 601);

        Assert.Equal(600, _deferred.NextAt);
        Assert.Empty(Due(599));
        Assert.Equal([1, 2], Due(600));
        Assert.Equal(900, _deferred.NextAt);
        Assert.Equal([3], Due(900));
        Assert.Equal(long.MaxValue, _deferred.NextAt);
    }

    [Fact]
    public void Looks_that_were_missed_are_made_up_for_in_their_order()
    {
        Add(1, 1200);
        Add(2, 300);
        Add(3, 1100);
        Add(4, 200);

        Assert.Equal([2, 4, 1, 3], Due(2000));
    }

    [Fact]
    public void A_look_that_was_emptied_takes_messages_again()
    {
        Add(1, 300);
        Due(300);
        Add(2, 900);

        Assert.Equal([2], Due(900));
    }

    [Fact]
    public void What_is_due_after_the_end_is_not_kept()
    {
        Add(1, 2701);
        Assert.Equal(long.MaxValue, _deferred.NextAt);
        Add(2, 2700);
        Assert.Equal(2700, _deferred.NextAt);
    }

    private void Add(byte attempts, long dueAt) => _deferred.Add(new Mail { Attempts = attempts }, dueAt);

    private List<int> Due(long now)
    {
        _deferred.MoveDue(now, _ready);
        List<int> due = [.. _ready.Select(mail => (int)mail.Attempts)];
        _ready.Clear();
        return due;
    }
}
