using System.Net;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Tests.Queues;

// What is remembered of attempts.
public abstract partial class DeliveryQueueContract
{
    [Fact]
    public async Task An_attempt_is_remembered_as_it_was_told()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a,b,c"));
        var refusal = new DeliveryAttempt
        {
            Number = 1, At = Start.AddSeconds(1), Path = Gmail, Stage = SmtpStage.Banner, Failure = TransportFailure.Dropped, Class = ReplyClass.ConnectionLimit, Rule = "dropped",
            ConnectionRefused = true, Duration = TimeSpan.Zero, RecipientCount = 0, Recipients = [],
        };
        var full = new SmtpReply(452, "4.2.2 full\n\ud83d\udceb", SmtpStage.Rcpt, new EnhancedStatusCode(4, 2, 2));
        DeliveryAttempt attempt = Attempt(1, 2) with
        {
            Host = "mx.example", EndPoint = new IPEndPoint(IPAddress.Parse("2001:db8::1"), 25), Duration = TimeSpan.FromMilliseconds(1234.5),
            RecipientCount = 3, Recipients = [new("a", RecipientStatus.Deferred, full), new("b", RecipientStatus.Delivered, null)],
        };

        Delivery? taken = await TakeAsync(queue);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = taken!.Recipients, DueAt = taken.DueAt, Attempt = refusal }, Token);
        taken = await TakeAsync(queue);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = ["a", "c"], DueAt = Start.AddSeconds(60), CountAttempt = true, Reply = attempt.Reply, Attempt = attempt }, Token);

        IReadOnlyList<DeliveryAttempt> attempts = await queue.ListAttemptsAsync(taken!.Id, Token);
        Assert.Equal(2, attempts.Count);
        Assert.Equal(refusal with { Recipients = attempts[0].Recipients }, attempts[0]);
        Assert.Empty(attempts[0].Recipients);
        DeliveryAttempt second = attempts[1];
        Assert.Equal(attempt with { Reply = second.Reply, Recipients = second.Recipients }, second);
        Assert.Equal((attempt.Reply!.ToString(), attempt.Reply.Stage), (second.Reply!.ToString(), second.Reply.Stage));
        Assert.Equal([("a", RecipientStatus.Deferred), ("b", RecipientStatus.Delivered)], second.Recipients.Select(static recipient => (recipient.Address, recipient.Status)));
        Assert.Equal((full.ToString(), full.Text, full.Stage), (second.Recipients[0].Reply!.ToString(), second.Recipients[0].Reply!.Text, second.Recipients[0].Reply!.Stage));
        Assert.Null(second.Recipients[1].Reply);
    }

    [Fact]
    public async Task Of_many_attempts_the_last_are_remembered_in_their_order()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"), Request("b", Gmail));
        for (int i = 1; i <= 70; i++)
        {
            await TryAsync(queue, Hotmail, Attempt(i, i));
        }

        Delivery other = await TryAsync(queue, Gmail, Attempt(1, 100));
        Delivery tried = Assert.Single(await queue.ListAsync(new DeliveryFilter { Group = Hotmail.Group }, default, 10, Token));
        int[] numbers = [.. (await queue.ListAttemptsAsync(tried.Id, Token)).Select(static attempt => attempt.Number)];

        Assert.InRange(numbers.Length, 16, 50);
        Assert.Equal(Enumerable.Range(71 - numbers.Length, numbers.Length), numbers);
        Assert.Equal(Start.AddSeconds(100), Assert.Single(await queue.ListAttemptsAsync(other.Id, Token)).At);
    }

    [Fact]
    public async Task No_attempts_are_known_of_what_was_never_tried_or_has_left_the_queue()
    {
        await using IDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("settled"), Request("cancelled", Gmail, campaign: "x"), Request("never"));
        Delivery settled = await TryAsync(queue, Hotmail, Attempt(1, 1));
        Delivery cancelled = await TryAsync(queue, Gmail, Attempt(1, 1));
        Assert.Single(await queue.ListAttemptsAsync(cancelled.Id, Token));
        await queue.CancelAsync(new DeliveryFilter { Campaign = "x" }, Token);
        await TakeRecipientAsync(queue);

        Assert.Empty(await queue.ListAttemptsAsync(settled.Id, Token));
        Assert.Empty(await queue.ListAttemptsAsync(cancelled.Id, Token));
        Assert.Empty(await queue.ListAttemptsAsync(Assert.Single(await queue.ListAsync(DeliveryFilter.All, default, 10, Token)).Id, Token));
        Assert.Empty(await queue.ListAttemptsAsync(new DeliveryId(999_999), Token));
    }

    /// <summary>An attempt that was deferred.</summary>
    protected static DeliveryAttempt Attempt(int number, int at) => new()
    {
        Number = number,
        At = Start.AddSeconds(at),
        Path = Hotmail,
        Host = "mx1.example",
        EndPoint = new IPEndPoint(IPAddress.Loopback, 25),
        Stage = SmtpStage.Mail,
        Reply = new SmtpReply(451, "The mail server has exceeded the maximum number of connections.", SmtpStage.Mail, new EnhancedStatusCode(4, 7, 652)),
        Class = ReplyClass.ConnectionLimit,
        Rule = "microsoft-s3115",
        Duration = TimeSpan.FromSeconds(1),
        RecipientCount = 1,
        Recipients = [new("a", RecipientStatus.Deferred, null)],
    };

    /// <summary>Takes the path's first delivery and defers it, due at once, by an attempt.</summary>
    private static async Task<Delivery> TryAsync(IDeliveryQueue queue, EgressPath path, DeliveryAttempt attempt)
    {
        Delivery? taken = await TakeAsync(queue, path: path);
        await queue.UpdateAsync(taken!, new DeliveryUpdate { Remaining = taken!.Recipients, DueAt = Start, CountAttempt = true, Reply = attempt.Reply, Attempt = attempt }, Token);
        return taken;
    }
}
