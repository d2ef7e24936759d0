using System.Diagnostics;
using System.Globalization;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>The parent: one receiver, one spool, and a child that is killed and started again on it.</summary>
internal sealed class CrashRun : IAsyncDisposable
{
    private const int LongestLife = 900;
    private const int LongestStart = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private readonly CrashOptions _options;
    private readonly NodeSmtpServer _receiver;
    private readonly ServerFolder _folder = new();
    private readonly CrashLedger _ledger = new(Child.Connections);
    private readonly Random _random;
    private int _run;
    private int _killedOpening;

    private CrashRun(CrashOptions options, NodeSmtpServer receiver)
    {
        (_options, _receiver) = (options, receiver);
        _random = new Random(options.Seed);
    }

    /// <summary>Runs it all.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(CrashOptions options)
    {
        await Console.Error.WriteLineAsync($"tests/crash: {options.Kills} kills, seed {options.Seed}");

        // A session counts from its first MAIL: one that dies before its greeting never comes in. The delay holds transactions open for the kill to meet.
        var settings = new NodeSmtpSettings { LimitAnswer = LimitAnswer.Mail, MessageDelay = TimeSpan.FromMilliseconds(4) };
        await using var receiver = await NodeSmtpServer.StartAsync(settings, CancellationToken.None);
        await using var run = new CrashRun(options, receiver);
        return await run.RunAsync();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return default;
    }

    private async Task<int> RunAsync()
    {
        while (_run < _options.Kills)
        {
            await RunAndKillAsync();
        }

        var drained = await DrainAsync();
        var result = _ledger.Judge();
        foreach (var finding in result.Findings)
        {
            await Console.Error.WriteLineAsync($"tests/crash: {finding}");
        }

        await Console.Error.WriteLineAsync(
            $"tests/crash: {_killedOpening} of the kills came before the pacer had started; at most {result.MostOfOneKill} messages were received again because of one kill");
        await Console.Out.WriteLineAsync(result.ToJson(_options.Kills));
        return drained && result.IsGood ? 0 : 1;
    }

    /// <summary>One life of the child. Most are counted from where it is open, so that a slow machine sends too; some from the start, to meet the opening.</summary>
    private async Task RunAndKillAsync()
    {
        var fromStart = _random.Next(5) == 0;
        var life = TimeSpan.FromMilliseconds(_random.NextDouble() * (fromStart ? LongestStart : LongestLife));
        var opened = false;
        await using var child = Start("send", line => opened |= line == "open");
        if (!fromStart)
        {
            await child.WaitUntilAsync(() => Volatile.Read(ref opened), "was open", CancellationToken.None);
        }

        await Task.Delay(life);
        if (child.HasExited)
        {
            throw new InvalidOperationException($"the child ended by itself in run {_run}: {child.Output}");
        }

        await child.KillAsync();
        _killedOpening += opened ? 0 : 1;
        await EndRunAsync();
    }

    /// <summary>The last life: to the empty queue.</summary>
    /// <returns>Whether it came there.</returns>
    private async Task<bool> DrainAsync()
    {
        var empty = false;
        await using var child = Start("drain", line => empty |= line == "empty");
        var started = Stopwatch.StartNew();
        while (!Volatile.Read(ref empty) && !child.HasExited && started.Elapsed < Patience)
        {
            await Task.Delay(Poll);
        }

        await child.KillAsync();
        await EndRunAsync();
        if (!empty)
        {
            await Console.Error.WriteLineAsync($"tests/crash: the last run did not come to the empty queue; what the child said last:\n{child.Output}");
        }

        return empty;
    }

    private ServerProcess Start(string mode, Action<string> onLine) => ServerProcess.Start(
        [Environment.ProcessPath!, "child", _folder.File("spool.db"), Text(_receiver.EndPoint.Port), Text(_run), Text(_options.Seed), mode],
        onLine: line =>
        {
            if (line.EndsWith(Child.EndOfLine, StringComparison.Ordinal))
            {
                _ledger.Reported(line[..^Child.EndOfLine.Length]);
                onLine(line[..^Child.EndOfLine.Length]);
            }
        });

    /// <summary>Waits until the receiver has seen the end of all of the dead child's sessions, so that what it takes later is of the next run.</summary>
    private async Task EndRunAsync()
    {
        while ((await _receiver.GetCountsAsync(CancellationToken.None)).Open > 0)
        {
            await Task.Delay(Poll);
        }

        var taken = _ledger.RunEnded(await _receiver.GetRecipientsAsync(CancellationToken.None));
        if (_run++ % 10 == 0)
        {
            await Console.Error.WriteLineAsync($"tests/crash: {_run} runs, {_ledger.Accepted} accepted, {taken} received in the last");
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
