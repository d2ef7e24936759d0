using Hotmail.Pacing.Dispatch;

namespace Hotmail.Pacing.Tests.Dispatch;

public sealed class VerdictBoardTests
{
    private static readonly EgressPath Gmail = new("default", "gmail");
    private static readonly EgressPath Yahoo = new("default", "yahoo");
    private static readonly MessageId Id = new(5);
    private readonly VerdictBoard _board = new();

    [Fact]
    public async Task The_answer_comes_with_the_last_verdict_in_the_order_of_the_recipients()
    {
        var waiter = _board.Register(Id, [Planned("a@gmail.com"), Planned("b@gmail.com")]);
        var second = Verdict("b@gmail.com", RecipientStatus.Failed);
        var first = Verdict("a@gmail.com", RecipientStatus.Delivered);

        _board.Report(Id, second);
        Assert.False(waiter.Results.IsCompleted);
        _board.Report(Id, first);

        Assert.True(waiter.Results.IsCompleted);
        Assert.Equal([first, second], await waiter.Results);
    }

    [Fact]
    public async Task The_first_verdict_on_a_recipient_stands()
    {
        var waiter = _board.Register(Id, [Planned("a@gmail.com"), Planned("b@gmail.com")]);

        _board.Report(Id, Verdict("a@gmail.com", RecipientStatus.Deferred));
        _board.Report(Id, Verdict("a@gmail.com", RecipientStatus.Delivered));
        Assert.False(waiter.Results.IsCompleted);
        _board.Report(Id, Verdict("b@gmail.com", RecipientStatus.Delivered));

        Assert.True(waiter.Results.IsCompleted);
        Assert.Equal([RecipientStatus.Deferred, RecipientStatus.Delivered], (await waiter.Results).Select(static result => result.Status));
    }

    [Fact]
    public async Task An_address_named_twice_is_answered_twice()
    {
        var waiter = _board.Register(Id, [Planned("a@gmail.com"), Planned("b@gmail.com"), Planned("a@gmail.com")]);
        _board.Report(Id, Verdict("a@gmail.com", RecipientStatus.Delivered));
        _board.Report(Id, Verdict("b@gmail.com", RecipientStatus.Failed));

        Assert.True(waiter.Results.IsCompleted);
        Assert.Equal(["a@gmail.com", "b@gmail.com", "a@gmail.com"], (await waiter.Results).Select(static result => result.Address));
    }

    [Theory]
    [InlineData(6, "a@gmail.com")]
    [InlineData(5, "A@gmail.com")]
    [InlineData(5, "other@gmail.com")]
    public void A_verdict_on_somebody_else_answers_nobody(long id, string address)
    {
        var waiter = _board.Register(Id, [Planned("a@gmail.com")]);

        _board.Report(new MessageId(id), Verdict(address, RecipientStatus.Delivered));
        Assert.False(waiter.Results.IsCompleted);

        _board.Report(Id, Verdict("a@gmail.com", RecipientStatus.Delivered));
        Assert.True(waiter.Results.IsCompleted);
    }

    [Fact]
    public void An_answered_message_is_forgotten()
    {
        _board.Register(Id, [Planned("a@gmail.com")]);
        _board.Report(Id, Verdict("a@gmail.com", RecipientStatus.Delivered));

        var again = _board.Register(Id, [Planned("a@gmail.com")]);
        Assert.False(again.Results.IsCompleted);
    }

    [Fact]
    public void Nobody_answers_a_caller_who_has_gone()
    {
        var gone = _board.Register(Id, [Planned("a@gmail.com")]);
        _board.Remove(Id);
        _board.Report(Id, Verdict("a@gmail.com", RecipientStatus.Delivered));
        _board.ReportAll(recipient => Verdict(recipient.Address, RecipientStatus.Deferred));

        Assert.False(gone.Results.IsCompleted);
    }

    [Fact]
    public async Task A_verdict_on_a_path_answers_those_who_wait_only_for_it()
    {
        var gmail = _board.Register(new MessageId(1), [Planned("a@gmail.com"), Planned("b@gmail.com")]);
        var both = _board.Register(new MessageId(2), [Planned("a@gmail.com"), new PlannedRecipient("a@yahoo.com", Yahoo, Engagement.Normal)]);
        _board.Report(new MessageId(1), Verdict("b@gmail.com", RecipientStatus.Delivered));

        _board.ReportAll(static recipient => recipient.Path == Gmail ? Verdict(recipient.Address, RecipientStatus.Deferred) : null);

        Assert.Equal((true, false), (gmail.Results.IsCompleted, both.Results.IsCompleted));
        Assert.Equal([RecipientStatus.Deferred, RecipientStatus.Delivered], (await gmail.Results).Select(static result => result.Status));

        _board.Report(new MessageId(2), Verdict("a@yahoo.com", RecipientStatus.Delivered));
        Assert.True(both.Results.IsCompleted);
        Assert.Equal([RecipientStatus.Deferred, RecipientStatus.Delivered], (await both.Results).Select(static result => result.Status));
    }

    [Fact]
    public void Those_answered_by_a_verdict_on_all_are_forgotten()
    {
        _board.Register(Id, [Planned("a@gmail.com")]);
        _board.ReportAll(static recipient => Verdict(recipient.Address, RecipientStatus.Deferred));

        var again = _board.Register(Id, [Planned("a@gmail.com")]);
        Assert.False(again.Results.IsCompleted);
    }

    [Fact]
    public void An_answered_caller_does_not_go_on_within_the_report()
    {
        var waiter = _board.Register(Id, [Planned("a@gmail.com")]);
        var reporting = Environment.CurrentManagedThreadId;
        using var answered = new ManualResetEventSlim();
        var thread = 0;
        _ = waiter.Results.ContinueWith(
            _ =>
            {
                thread = Environment.CurrentManagedThreadId;
                answered.Set();
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);

        _board.Report(Id, Verdict("a@gmail.com", RecipientStatus.Delivered));

        Assert.True(answered.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.NotEqual(reporting, thread);
    }

    private static PlannedRecipient Planned(string address) => new(address, Gmail, Engagement.Normal);

    private static RecipientResult Verdict(string address, RecipientStatus status) => new() { Address = address, Status = status, Path = Gmail, Reason = "for the test" };
}
