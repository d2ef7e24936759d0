using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite;
using Microsoft.Data.Sqlite;

namespace Hotmail.Pacing.Benchmarks.Queues;

/// <summary>
/// The durable queue beside what the disk and SQLite allow, in one run: flushes a second; single enqueues from 32 callers; batches of 1,000 messages of 10 KiB beside the same
/// bytes written by SQLite alone; memory and start-up with a million waiting deliveries.
/// </summary>
internal static class SpoolCommand
{
    private const int Callers = 32;
    private const int Singles = 20_000;
    private const int BatchSize = 1_000;
    private const int Batches = 10;
    private const int Rounds = 3;
    private const int Waiting = 1_000_000;

    private static readonly DateTimeOffset Start = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly EgressPath MainPath = new("main", "microsoft-consumer");
    private static readonly MessageContent Large = new(MakeBody(10 << 10), is8Bit: false);
    private static readonly MessageContent Small = new(MakeBody(300), is8Bit: false);

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not ([] or ["--json"]))
        {
            await error.WriteLineAsync("Usage: Hotmail.Pacing.Benchmarks spool [--json]");
            return 2;
        }

        string folder = Directory.CreateTempSubdirectory("hotmail-pacing-spool-").FullName;
        try
        {
            var flushes = MeasureFlushes(folder);
            var (singles, perFlush) = await MeasureSinglesAsync(Path.Combine(folder, "singles.db"));
            var (ours, raws) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                raws.Add(MeasureRaw(Path.Combine(folder, $"raw{round}.db")));
                ours.Add(await MeasureBatchesAsync(Path.Combine(folder, $"batches{round}.db")));
            }

            var (bytes, startup, fileSize) = await MeasureMillionAsync(Path.Combine(folder, "million.db"));
            var (batch, raw) = (Median(ours), Median(raws));
            await output.WriteLineAsync(args.Length > 0
                ? JsonSerializer.Serialize(new
                {
                    flushes_per_second = Math.Round(flushes),
                    singles_per_second = Math.Round(singles),
                    messages_per_flush = Math.Round(perFlush, 1),
                    batch_megabytes_per_second = Math.Round(batch),
                    sqlite_megabytes_per_second = Math.Round(raw),
                    bytes_each = Math.Round(bytes),
                    start_seconds = Math.Round(startup, 2),
                    file_bytes_each = Math.Round(fileSize),
                })
                : string.Create(CultureInfo.InvariantCulture, $"""
                    the disk: {flushes:N0} flushes/s of 200 bytes
                    {Callers} callers, single messages: {singles:N0}/s, {perFlush:N1} for each flush
                    batches of {BatchSize:N0} × 10 KiB: {batch:N0} MB/s; SQLite alone {raw:N0} MB/s ({batch / raw:P0}); medians of {Rounds} alternating rounds
                    {Waiting:N0} waiting deliveries: {bytes:N0} bytes each in memory, {fileSize:N0} on disk; {startup:N2} s from opening to the first delivery taken
                    """));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double MeasureFlushes(string folder)
    {
        const int count = 2_000;
        using var file = File.OpenHandle(Path.Combine(folder, "flushes"), FileMode.Create, FileAccess.Write);
        var bytes = new byte[200];
        var elapsed = Stopwatch.StartNew();
        for (var index = 0; index < count; index++)
        {
            RandomAccess.Write(file, bytes, (long)index * bytes.Length);
            RandomAccess.FlushToDisk(file);
        }

        return count / elapsed.Elapsed.TotalSeconds;
    }

    private static async Task<(double Rate, double PerFlush)> MeasureSinglesAsync(string file)
    {
        await using var queue = await OpenAsync(file);
        var commits = queue.Commits;
        var next = 0;
        var elapsed = Stopwatch.StartNew();
        await Task.WhenAll([.. Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number <= Singles)
            {
                await queue.EnqueueAsync([[Request(number, Small)]], null, CancellationToken.None);
            }
        }))]);
        return (Singles / elapsed.Elapsed.TotalSeconds, Singles / (double)(queue.Commits - commits));
    }

    private static async Task<double> MeasureBatchesAsync(string file)
    {
        await using var queue = await OpenAsync(file);
        var elapsed = Stopwatch.StartNew();
        for (var batch = 0; batch < Batches; batch++)
        {
            await queue.EnqueueAsync([.. Enumerable.Range(batch * BatchSize, BatchSize).Select(static number => new[] { Request(number, Large) })], null, CancellationToken.None);
        }

        return Megabytes(Large) / elapsed.Elapsed.TotalSeconds;
    }

    private static double MeasureRaw(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode = WAL");
        Execute(connection, "PRAGMA synchronous = FULL");
        Execute(connection, "CREATE TABLE message (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO message (bytes) VALUES ($bytes)";
        var parameter = insert.Parameters.Add("$bytes", SqliteType.Blob);
        var bytes = Large.Bytes.ToArray();
        var elapsed = Stopwatch.StartNew();
        for (var batch = 0; batch < Batches; batch++)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var index = 0; index < BatchSize; index++)
            {
                parameter.Value = bytes;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        return Megabytes(Large) / elapsed.Elapsed.TotalSeconds;
    }

    private static async Task<(double Bytes, double Startup, double FileSize)> MeasureMillionAsync(string file)
    {
        await FillAsync(file);
        await Task.Yield(); // Off the stack of what has ended.
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var elapsed = Stopwatch.StartNew();
        await using var again = await OpenAsync(file);
        _ = await again.TakeAsync(new TakeRequest(MainPath, Start), CancellationToken.None) ?? throw new InvalidOperationException("Nothing came out.");
        var startup = elapsed.Elapsed.TotalSeconds;
        return ((GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Waiting, startup, new FileInfo(file).Length / (double)Waiting);
    }

    /// <summary>A method of its own, so that nothing of the queue is left in memory after it.</summary>
    private static async Task FillAsync(string file)
    {
        await using var queue = await OpenAsync(file);
        for (var first = 0; first < Waiting; first += BatchSize)
        {
            await queue.EnqueueAsync([.. Enumerable.Range(first, BatchSize).Select(static number => new[] { Request(number, Small) })], null, CancellationToken.None);
        }
    }

    private static async Task<SqliteDeliveryQueue> OpenAsync(string file)
    {
        var queue = new SqliteDeliveryQueue(file, Waiting);
        await queue.OpenAsync(CancellationToken.None);
        return queue;
    }

    private static DeliveryRequest Request(int number, MessageContent content) => new()
    {
        Path = MainPath, Route = "olc", Domain = "hotmail.com", Sender = string.Create(CultureInfo.InvariantCulture, $"bounce+{number}@sender.example"),
        Recipients = [string.Create(CultureInfo.InvariantCulture, $"user{number:D7}@hotmail.com")], Content = content, Campaign = "spring",
        Engagement = (Engagement)(number % 3), AcceptedAt = Start.AddTicks(number), DueAt = Start, ExpiresAt = Start.AddDays(1),
    };

    private static byte[] MakeBody(int length)
    {
        var body = new byte[length];
        Array.Fill(body, (byte)'x');
        "Subject: hello\r\n\r\n"u8.CopyTo(body);
        "\r\n"u8.CopyTo(body.AsSpan(length - 2));
        return body;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static double Megabytes(MessageContent content) => content.Size * (double)BatchSize * Batches / 1e6;

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
