using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What tests of a spool have in common: a folder, requests, and short ways to take and settle.</summary>
public abstract class SpoolTest : IDisposable
{
    /// <summary>In milliseconds: a test that waits for what never comes fails then, instead of hanging.</summary>
    protected const int HangAfter = 120_000;

    protected static readonly DateTimeOffset Start = new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero);
    protected static readonly EgressPath Hotmail = new("main", "microsoft-consumer");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected SpoolFolder Folder { get; } = new();

    public virtual void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<SqliteDeliveryQueue> OpenAsync(int capacity = 1000) => OpenAsync(Folder, capacity);

    /// <summary>Opens one that keeps what was settled, by a clock of the test's.</summary>
    protected async Task<SqliteDeliveryQueue> OpenAsync(TimeSpan keepSettledFor, TimeProvider time)
    {
        var queue = new SqliteDeliveryQueue(Folder.Spool, 10_000, new SqliteQueueOptions { KeepSettledFor = keepSettledFor }, time);
        await queue.OpenAsync(Token);
        await queue.WriteAsync(static _ => { }); // What it tidies up at the start is done.
        return queue;
    }

    protected static async Task<SqliteDeliveryQueue> OpenAsync(SpoolFolder folder, int capacity = 1000)
    {
        var queue = new SqliteDeliveryQueue(folder.Spool, capacity);
        await queue.OpenAsync(Token);
        await queue.WriteAsync(static _ => { }); // What it tidies up at the start is done.
        return queue;
    }

    protected static DeliveryRequest Request(string recipients, MessageContent? content = null, EgressPath? path = null, int due = 0) => new()
    {
        Path = path ?? Hotmail, Route = "olc", Domain = "hotmail.com", Sender = $"bounce+{recipients.Length}@sender.example", Recipients = recipients.Split(','),
        Content = content ?? Message("hello"), Campaign = "spring", AcceptedAt = Start, DueAt = Start.AddSeconds(due), ExpiresAt = Start.AddDays(1),
    };

    protected static MessageContent Message(string body) => MessageContent.FromBytes(System.Text.Encoding.UTF8.GetBytes($"Subject: test\r\n\r\n{body}\r\n"));

    protected static MessageContent Message(int size) => Message(new string('x', size));

    /// <summary>Enqueues each request as a message of its own, all in one batch.</summary>
    protected static async Task<IReadOnlyList<QueuedMessage>> EnqueueAsync(SqliteDeliveryQueue queue, params DeliveryRequest[] requests) =>
        await queue.EnqueueAsync([.. requests.Select(static request => new[] { request })], null, Token);

    protected static ValueTask<Delivery?> TakeAsync(SqliteDeliveryQueue queue, int at = 0, EgressPath? path = null) =>
        queue.TakeAsync(new TakeRequest(path ?? Hotmail, Start.AddSeconds(at)), Token);

    protected static ValueTask SettleAsync(SqliteDeliveryQueue queue, Delivery delivery) =>
        queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = [], CountAttempt = true }, Token);

    protected static async Task<string[]> ListAsync(SqliteDeliveryQueue queue) =>
        [.. (await queue.ListAsync(DeliveryFilter.All, default, int.MaxValue, Token)).Select(static delivery => string.Join(',', delivery.Recipients))];

    /// <summary>A number that SQLite says of the spool, once what was settled is deleted.</summary>
    protected static async Task<long> AskAsync(SqliteDeliveryQueue queue, string sql)
    {
        queue.DeleteSettled();
        long answer = 0;
        await queue.WriteAsync(tables => answer = tables.Database.Number(sql));
        return answer;
    }

    /// <summary>Keeps the writer busy until it is released, so that what is asked for meanwhile is written together.</summary>
    internal static (Task Task, Action Release) Hold(SqliteDeliveryQueue queue)
    {
        var entered = new ManualResetEventSlim();
        var released = new ManualResetEventSlim();
        Task task = queue.WriteAsync(_ =>
        {
            entered.Set();
            released.Wait();
        });
        entered.Wait(Token);
        return (task, released.Set);
    }

    /// <summary>Changes one bit at the end of the first place where the file has the text. The spool must be closed.</summary>
    protected async Task ChangeFileAsync(string text)
    {
        byte[] bytes = await File.ReadAllBytesAsync(Folder.Spool, Token);
        byte[] sought = System.Text.Encoding.UTF8.GetBytes(text);
        int at = bytes.AsSpan().IndexOf(sought);
        Assert.True(at > 0);
        bytes[at + sought.Length - 1] ^= 1;
        await File.WriteAllBytesAsync(Folder.Spool, bytes, Token);
    }

    protected static async Task<SpoolException> FailsToOpenAsync(SpoolFolder folder, SpoolProblem problem)
    {
        await using var queue = new SqliteDeliveryQueue(folder.Spool);
        SpoolException exception = await Assert.ThrowsAsync<SpoolException>(async () => await queue.OpenAsync(Token));
        Assert.Equal(problem, exception.Problem);
        Assert.Equal(folder.Spool, exception.File);
        Assert.Contains(folder.Spool, exception.Message, StringComparison.Ordinal);
        return exception;
    }
}
