using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Microsoft.Extensions.Time.Testing;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What was settled is kept as long as is wanted, and no longer.</summary>
public sealed class SettledTests : SpoolTest
{
    private static readonly TimeSpan Week = TimeSpan.FromDays(7);
    private static readonly SmtpReply Taken = new(250, "queued", SmtpStage.EndOfData, new EnhancedStatusCode(2, 6, 0));
    private static readonly SmtpReply Gone = new(550, "no such user", SmtpStage.Rcpt, new EnhancedStatusCode(5, 1, 1));

    private readonly FakeTimeProvider _time = new(Start);

    [Fact]
    public async Task Nothing_is_kept_unless_it_is_asked_for()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync();
        await EnqueueAsync(queue, Request("a"), Request("b"));
        DeliveryId id = await SettleAsync(queue, Results(("a", RecipientStatus.Delivered, Taken)));
        await queue.CancelAsync(DeliveryFilter.All, Token);

        Assert.Empty(await SettledAsync(queue));
        Assert.Empty(await queue.ListAttemptsAsync(id, Token));
        Assert.Equal(0, await AskAsync(queue, "SELECT count(*) FROM settled") + await AskAsync(queue, "SELECT count(*) FROM attempt"));
    }

    [Fact]
    public async Task What_became_of_each_recipient_and_the_attempts_are_kept_and_the_message_is_not()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Week, _time);
        IReadOnlyList<QueuedMessage> messages = await EnqueueAsync(queue, Request("a,b,c"), Request("other", due: 9999));
        DeliveryId id = await DeferAsync(queue, ["b", "c"], Results(("a", RecipientStatus.Delivered, Taken), ("b", RecipientStatus.Deferred, null), ("c", RecipientStatus.Deferred, null)));
        _time.Advance(TimeSpan.FromHours(1));
        await SettleAsync(queue, Results(("b", RecipientStatus.Delivered, Taken), ("c", RecipientStatus.Failed, Gone)), at: 60);

        IReadOnlyList<SettledDelivery> settled = await SettledAsync(queue);
        Assert.Equal(2, settled.Count);
        Assert.Equal((1L, id, messages[0].Id, Hotmail, "hotmail.com", "spring"), (settled[0].Number, settled[0].DeliveryId, settled[0].MessageId, settled[0].Path, settled[0].Domain, settled[0].Campaign));
        Assert.Equal((Start, Start, 1), (settled[0].AcceptedAt, settled[0].SettledAt, settled[0].Attempts));
        Assert.Equal(["a Delivered 250 2.6.0 queued because"], Shown(settled[0]));
        Assert.Equal((2L, id, Start.AddHours(1), 2), (settled[1].Number, settled[1].DeliveryId, settled[1].SettledAt, settled[1].Attempts));
        Assert.Equal(["b Delivered 250 2.6.0 queued because", "c Failed 550 5.1.1 no such user because"], Shown(settled[1]));
        Assert.Equal([1, 2], (await queue.ListAttemptsAsync(id, Token)).Select(static attempt => attempt.Number));
        Assert.Equal(1, await AskAsync(queue, "SELECT count(*) FROM message"));
    }

    [Fact]
    public async Task Cancelled_and_expired_recipients_are_kept_with_their_last_reply()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Week, _time);
        await EnqueueAsync(queue, Request("a"), Request("b"));
        await DeferAsync(queue, ["a"], Results(("a", RecipientStatus.Deferred, Gone)), Gone);
        await queue.CancelAsync(DeliveryFilter.All, Token);
        await EnqueueAsync(queue, Request("c"));
        Delivery expired = Assert.Single(await queue.TakeExpiredAsync(Start.AddDays(3), 10, Token));
        await queue.UpdateAsync(expired, new DeliveryUpdate { Remaining = [], Results = Results(("c", RecipientStatus.Expired, null)) }, Token);

        Assert.Equal(
            ["a Cancelled 550 5.1.1 no such user", "b Cancelled", "c Expired because"],
            (await SettledAsync(queue)).SelectMany(Shown).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_filter_chooses_and_pages_go_on_where_the_last_ended()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Week, _time);
        MessageContent shared = Message("shared");
        IReadOnlyList<QueuedMessage> messages = await queue.EnqueueAsync(
            [[Request("u0", shared), Request("u1", shared)], .. Enumerable.Range(2, 1_300).Select(static number => new[] { Request($"u{number}") })], null, Token);
        for (int i = 0; i < 1_302; i++)
        {
            await SettleAsync(queue, Results(($"u{i}", i % 100 == 0 ? RecipientStatus.Failed : RecipientStatus.Delivered, null)));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        List<SettledDelivery> paged = [];
        while (await queue.ListSettledAsync(new SettledFilter { Status = RecipientStatus.Failed }, paged.Count > 0 ? paged[^1].Number : 0, 3, Token) is { Count: > 0 } page)
        {
            Assert.True(page.Count <= 3);
            paged.AddRange(page);
        }

        Assert.Equal(Enumerable.Range(0, 14).Select(static hundred => $"u{hundred * 100}"), paged.Select(static settled => settled.Recipients[0].Address));
        Assert.Equal(["u0", "u1"], Addresses(await SettledAsync(queue, new SettledFilter { MessageId = messages[0].Id })));
        Assert.Equal(["u1"], Addresses(await SettledAsync(queue, new SettledFilter { Id = messages[0].Deliveries[1] })));
        Assert.Empty(await SettledAsync(queue, new SettledFilter { Id = messages[0].Deliveries[1], Group = "gmail" }));
        Assert.Empty(await SettledAsync(queue, new SettledFilter { MessageId = new MessageId(99_999) }));
        Assert.Equal(["u7", "u8"], Addresses(await SettledAsync(queue, new SettledFilter { SettledAfter = Start.AddSeconds(6), SettledBefore = Start.AddSeconds(9) })));
        Assert.Equal(1_302, (await SettledAsync(queue, new SettledFilter { Group = Hotmail.Group, Source = Hotmail.Source, Domain = "HOTMAIL.com", Campaign = "spring" })).Count);
        Assert.Empty(await SettledAsync(queue, new SettledFilter { Campaign = "autumn" }));
        Assert.Empty(await SettledAsync(queue, new SettledFilter { Source = "other" }));
        Assert.Empty(await SettledAsync(queue, new SettledFilter { Domain = "live.com" }));
        Assert.Empty(await queue.ListSettledAsync(SettledFilter.All, 0, 0, Token));
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_is_over_goes_though_nothing_else_happens_and_its_attempts_with_the_last_of_it()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Week, _time);
        await EnqueueAsync(queue, Request("a,b"), Request("c", due: 60));
        DeliveryId id = await DeferAsync(queue, ["b"], Results(("a", RecipientStatus.Delivered, Taken), ("b", RecipientStatus.Deferred, null)));
        _time.Advance(TimeSpan.FromDays(1));
        await SettleAsync(queue, Results(("b", RecipientStatus.Delivered, Taken)), at: 60);
        DeliveryId waiting = await DeferAsync(queue, ["c"], Results(("c", RecipientStatus.Deferred, null)), at: 60);

        _time.Advance(TimeSpan.FromDays(6) + TimeSpan.FromHours(1));
        await UntilAsync(async () => (await SettledAsync(queue)).Count == 1);
        Assert.Equal(2, (await queue.ListAttemptsAsync(id, Token)).Count);

        _time.Advance(TimeSpan.FromDays(1));
        await UntilAsync(async () => (await SettledAsync(queue)).Count == 0);
        Assert.Empty(await queue.ListAttemptsAsync(id, Token));
        Assert.Single(await queue.ListAttemptsAsync(waiting, Token));
        Assert.Equal(["c"], await ListAsync(queue));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Much_that_is_over_goes_piece_by_piece()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Week, _time);
        await EnqueueAsync(queue, [.. Enumerable.Range(0, 3_500).Select(static number => Request($"u{number}"))]);
        await queue.CancelAsync(DeliveryFilter.All, Token);
        Assert.Equal(3_500, (await SettledAsync(queue)).Count);
        (Task held, Action release) = Hold(queue);
        _time.Advance(Week + TimeSpan.FromHours(1));
        Task<long> between = AskAsync(queue, "SELECT count(*) FROM settled");
        release();
        await held;

        Assert.InRange(await between, 1, 3_499); // What was asked for meanwhile did not wait for all of it.
        await UntilAsync(async () => (await SettledAsync(queue)).Count == 0);
    }

    [Fact(Timeout = HangAfter)]
    public async Task It_survives_a_restart_and_goes_when_it_is_wanted_no_more()
    {
        DeliveryId id;
        await using (SqliteDeliveryQueue before = await OpenAsync(Week, _time))
        {
            await EnqueueAsync(before, Request("a"), Request("b"));
            id = await SettleAsync(before, Results(("a", RecipientStatus.Delivered, Taken)));
        }

        await using (SqliteDeliveryQueue again = await OpenAsync(Week, _time))
        {
            Assert.Equal([id], (await SettledAsync(again)).Select(static settled => settled.DeliveryId));
            await SettleAsync(again, Results(("b", RecipientStatus.Delivered, Taken)));
            Assert.Equal([1, 2], (await SettledAsync(again)).Select(static settled => settled.Number));
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        await using SqliteDeliveryQueue without = await OpenAsync(TimeSpan.Zero, _time);
        await UntilAsync(async () => (await SettledAsync(without)).Count == 0);
        Assert.Empty(await without.ListAttemptsAsync(id, Token));
    }

    [Fact]
    public async Task On_a_full_disk_what_was_sent_is_settled_and_what_was_tried_deferred_all_the_same()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(Week, _time);
        MessageContent content = Message("to all");
        await queue.EnqueueAsync([[.. Enumerable.Range(0, 60).Select(number => Request($"u{number}", content)), Request("b", content)]], null, Token);
        await AskAsync(queue, $"PRAGMA max_page_count = {await AskAsync(queue, "PRAGMA page_count")}");
        var lengthy = new SmtpReply(451, new string('x', 1_000), SmtpStage.EndOfData);
        for (int i = 0; i < 60; i++)
        {
            await SettleAsync(queue, Results(($"u{i}", RecipientStatus.Delivered, lengthy)));
        }

        Assert.Equal(61, await AskAsync(queue, "SELECT count(*) FROM delivery")); // There is no room for what is to be kept of them,
        Assert.Equal(1, await AskAsync(queue, "SELECT count(*) FROM delivery")); // so that it is not kept.
        Assert.Empty(await SettledAsync(queue));

        await DeferAsync(queue, ["b"], Results(("b", RecipientStatus.Deferred, lengthy)));
        Assert.Equal(["b"], await ListAsync(queue));
    }

    [Fact]
    public async Task A_record_that_has_changed_is_not_believed()
    {
        await using (SqliteDeliveryQueue before = await OpenAsync(Week, _time))
        {
            await EnqueueAsync(before, Request("a"));
            await SettleAsync(before, Results(("somebody", RecipientStatus.Delivered, Taken)));
        }

        await ChangeFileAsync("somebody");
        await using SqliteDeliveryQueue queue = await OpenAsync(Week, _time);

        Assert.Equal(SpoolProblem.Damaged, (await Assert.ThrowsAsync<SpoolException>(() => SettledAsync(queue))).Problem);
    }

    [Fact]
    public void A_negative_time_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>("KeepSettledFor", () => new SqliteDeliveryQueue(Folder.Spool, 1, new SqliteQueueOptions { KeepSettledFor = TimeSpan.FromTicks(-1) }, _time));

    [Fact]
    public async Task The_longest_time_keeps_for_ever()
    {
        await using SqliteDeliveryQueue queue = await OpenAsync(TimeSpan.MaxValue, _time);
        await EnqueueAsync(queue, Request("a"));
        await SettleAsync(queue, Results(("a", RecipientStatus.Delivered, Taken)));
        _time.Advance(TimeSpan.FromDays(4_000));
        await queue.WriteAsync(static _ => { });

        Assert.Single(await SettledAsync(queue));
    }

    private static RecipientResult[] Results(params (string Address, RecipientStatus Status, SmtpReply? Reply)[] results) =>
        [.. results.Select(static result => new RecipientResult { Address = result.Address, Status = result.Status, Reply = result.Reply, Path = Hotmail, Reason = "because" })];

    private static async Task<IReadOnlyList<SettledDelivery>> SettledAsync(SqliteDeliveryQueue queue, SettledFilter? filter = null) =>
        await queue.ListSettledAsync(filter ?? SettledFilter.All, 0, int.MaxValue, Token);

    private static IEnumerable<string> Shown(SettledDelivery settled) =>
        settled.Recipients.Select(static recipient => string.Join(' ', new[] { recipient.Address, recipient.Status.ToString(), recipient.Reply?.ToString(), recipient.Reason }.OfType<string>()));

    private static IEnumerable<string> Addresses(IReadOnlyList<SettledDelivery> settled) => settled.Select(static one => one.Recipients[0].Address);

    private static async Task<DeliveryId> SettleAsync(SqliteDeliveryQueue queue, RecipientResult[] results, int at = 0) => await TryAsync(queue, [], results, null, at);

    private static async Task<DeliveryId> DeferAsync(SqliteDeliveryQueue queue, string[] remaining, RecipientResult[] results, SmtpReply? reply = null, int at = 0) =>
        await TryAsync(queue, remaining, results, reply, at);

    private static async Task<DeliveryId> TryAsync(SqliteDeliveryQueue queue, string[] remaining, RecipientResult[] results, SmtpReply? reply, int at)
    {
        Delivery? taken = await TakeAsync(queue, at);
        var attempt = new DeliveryAttempt
        {
            Number = taken!.Attempts + 1, At = Start, Path = Hotmail, Stage = SmtpStage.Rcpt, Class = ReplyClass.Success, Rule = "r", Duration = TimeSpan.Zero, RecipientCount = results.Length,
            Recipients = [],
        };
        await queue.UpdateAsync(taken, new DeliveryUpdate { Remaining = remaining, DueAt = Start.AddSeconds(60), CountAttempt = true, Reply = reply, Results = results, Attempt = attempt }, Token);
        return taken.Id;
    }

    /// <summary>The clock has struck; what follows is done by another thread.</summary>
    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
