using static Hotmail.Pacing.Tests.Dispatch.IntakeHarness;

namespace Hotmail.Pacing.Tests.Dispatch;

/// <summary>What is wrong with a message is told all at once, and nothing of it is accepted.</summary>
public sealed class MessageIntakeProblemTests
{
    private readonly IntakeHarness _harness = new();

    [Theory]
    [InlineData(60, null)]
    [InlineData(null, 60)]
    public async Task It_may_not_first_be_tried_when_its_time_in_the_queue_is_over(int? maxAge, int? deadline)
    {
        var message = Message("a@gmail.com", "b@gmail.com") with
        {
            QueueMaxAge = maxAge is { } age ? TimeSpan.FromMinutes(age) : null,
            Deadline = deadline is { } minutes ? Now.AddMinutes(minutes) : null,
        };

        await _harness.PlanAsync(message with { NotBefore = Now.AddMinutes(59) });

        var problem = Assert.Single(await _harness.ProblemsAsync(message with { NotBefore = Now.AddMinutes(60) }));
        Assert.Equal("NotBefore", problem.Where);
        Assert.Contains("gmail ends at 2026-11-25 09:00:00Z", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_problems_are_told_at_once_and_nothing_is_looked_up()
    {
        _harness.Options.MaxMessageSize = Content.Size - 1;
        var message = new OutboundMessage
        {
            Sender = "nobody",
            Recipients = ["a@gmail.com", "b@@gmail.com", new Recipient("c@gmail.com", (Engagement)9), new Recipient(null!)],
            Content = Content,
            Priority = (MessagePriority)7,
            QueueMaxAge = TimeSpan.Zero,
            Deadline = Now,
            EgressSource = "third",
        };

        var problems = await _harness.ProblemsAsync(Message("a@gmail.com"), message, null!);

        Assert.Equal(
            ["Sender", "Content", "Priority", "QueueMaxAge", "Deadline", "EgressSource", "Recipients[1]", "Recipients[2].Engagement", "Recipients[3]"],
            problems.Where(static problem => problem.Where.StartsWith("Messages[1].", StringComparison.Ordinal)).Select(static problem => problem.Where["Messages[1].".Length..]));
        Assert.Equal(["Messages[0].Content", "Messages[2]"], problems.Select(static problem => problem.Where).Where(static where => !where.StartsWith("Messages[1]", StringComparison.Ordinal)));
        Assert.Contains("default", problems.Single(static problem => problem.Value == "third").Reason, StringComparison.Ordinal);
        Assert.Empty(_harness.Resolver.Asked);
    }

    [Fact]
    public async Task What_is_not_there_is_a_problem_and_no_exception()
    {
        var message = new OutboundMessage { Sender = null!, Recipients = null!, Content = null! };

        Assert.Equal(["Sender", "Content", "Recipients"], (await _harness.ProblemsAsync(message)).Select(static problem => problem.Where));
        Assert.Equal("Recipients", Assert.Single(await _harness.ProblemsAsync(Message())).Where);
    }

    [Fact]
    public async Task The_limits_themselves_are_allowed()
    {
        _harness.Options.MaxMessageSize = Content.Size;

        await _harness.PlanAsync(Message("a@gmail.com") with { QueueMaxAge = TimeSpan.FromDays(366), Deadline = Now.AddTicks(1) });

        Assert.Equal("QueueMaxAge", Assert.Single(await _harness.ProblemsAsync(Message("a@gmail.com") with { QueueMaxAge = TimeSpan.FromDays(366) + TimeSpan.FromTicks(1) })).Where);
    }
}
