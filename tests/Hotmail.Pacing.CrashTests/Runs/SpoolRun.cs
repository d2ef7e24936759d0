using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.CrashTests;

/// <summary>One receiver, one spool, and a child that is killed and started again on it.</summary>
internal sealed class SpoolRun : IAsyncDisposable
{
    /// <summary>The name of a spool's file.</summary>
    public const string SpoolName = "spool.db";

    /// <summary>Too little for the spool to accept more, and enough to send what it has.</summary>
    private const int RoomToSend = 40 << 20;

    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(2);
    private readonly CrashMode _mode;
    private readonly string _name;
    private readonly Random _random;
    private readonly NodeSmtpServer _receiver;
    private readonly ServerFolder _folder = new();
    private readonly SmallDisk? _disk;
    private readonly DamageRounds? _damages;
    private readonly CrashLedger _ledger = new();
    private readonly PauseWatch _pauses = new(ChildMail.PausedDomain);
    private int _run;
    private int _kills;
    private int _killsFull;
    private int _taken;

    private SpoolRun(CrashMode mode, string name, Random random, NodeSmtpServer receiver)
    {
        (_mode, _name, _random, _receiver) = (mode, name, random, receiver);
        _disk = mode == CrashMode.FullDisk ? SmallDisk.Mount() : null;
        _damages = mode == CrashMode.Damage ? new DamageRounds(Folder, new Random(random.Next())) : null;
    }

    private string Folder => _disk?.Folder ?? _folder.FullName;

    /// <summary>Starts the receiver.</summary>
    public static async Task<SpoolRun> StartAsync(CrashMode mode, string name, Random random)
    {
        // A session counts from its first MAIL: one that dies before its greeting never comes in. The delay holds transactions open for the kill to meet.
        var receiver = await NodeSmtpServer.StartAsync(
            new NodeSmtpSettings { LimitAnswer = LimitAnswer.Mail, MessageDelay = TimeSpan.FromMilliseconds(4), RecordsMessages = true, DeferOnce = ChildMail.Deferred }, CancellationToken.None);
        try
        {
            return new SpoolRun(mode, name, random, receiver);
        }
        catch
        {
            await receiver.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills the child so often, lets the last one send what is left, and judges.</summary>
    public async Task<CrashResult> RunAsync(int kills)
    {
        var goesOn = true;
        while (goesOn && _kills < kills)
        {
            goesOn = await LiveAsync();
            if (goesOn && _damages is not null)
            {
                await _damages.RunAsync(Plan(ChildAct.Drain), _ledger, TakeAsync);
            }
        }

        if (goesOn)
        {
            await DrainAsync();
        }

        if (_disk is not null && _ledger.Refused == 0)
        {
            _ledger.Find("the disk was never full");
        }

        CrashTest.Report($"{_name}: {_kills} kills" + _mode switch
        {
            CrashMode.FullDisk => $", {_killsFull} with the disk full; {_ledger.Refused} messages refused",
            _ => $"; {_pauses.RunsBegunPaused} runs began with a paused path",
        });
        return _ledger.Judge() with { Kills = _kills, Damages = _damages?.Counts };
    }

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _damages?.Dispose();
        _disk?.Dispose();
        _folder.Dispose();
    }

    /// <summary>One life of the child.</summary>
    /// <returns>Whether another makes sense.</returns>
    private async Task<bool> LiveAsync()
    {
        if (_disk is not null && _random.Next(3) > 0)
        {
            _disk.MakeRoom();
        }

        var isFirst = _disk is not null && _ledger.Refused == 0; // That one lives on until the disk is full.
        var life = isFirst ? ChildLife.Send(_random) : ChildLife.Draw(_random);
        await using var child = ChildProcess.Start(Plan(life.Act), Hear);
        if (life.From is not null && (!await child.WaitForAsync(life.From, "failed") || child.Said("failed") is not null))
        {
            return await NotStartedAsync(child);
        }

        if (_disk is not null)
        {
            await Task.Delay(life.Time * _random.NextDouble());
            _disk.Fill(leave: _random.Next(4) == 0 ? RoomToSend : _random.Next(256 << 10));
            if (isFirst)
            {
                await child.WaitForAsync("refused", "failed");
            }
        }

        await Task.Delay(life.Time);
        if (child.HasExited || child.Said("failed") is not null)
        {
            return await NotStartedAsync(child);
        }

        await KillAsync(child);
        return true;
    }

    private async Task KillAsync(ChildProcess child)
    {
        _kills++;
        _killsFull += _disk?.Free < 256 << 10 ? 1 : 0;
        await EndAsync(child);
        if (_kills % 10 == 0)
        {
            CrashTest.Report($"{_name}: {_kills} kills, {_ledger.Accepted} accepted");
        }
    }

    /// <summary>A child did not come to what it was to do. On a full disk that may be so, and it says so; there another may have more luck.</summary>
    private async Task<bool> NotStartedAsync(ChildProcess child)
    {
        var mayBe = _disk is not null && child.Said("failed")?.StartsWith(nameof(Sqlite.SpoolProblem.DiskFull), StringComparison.Ordinal) == true;
        if (!mayBe)
        {
            _ledger.Find($"{_name}: run {_run} did not come to work: {child.Said("failed") ?? child.Output}");
        }

        await EndAsync(child);
        _disk?.MakeRoom();
        return mayBe;
    }

    /// <summary>The last life: to the empty queue, on a disk that is still too full to accept anything.</summary>
    private async Task DrainAsync()
    {
        _disk?.MakeRoom();
        _disk?.Fill(RoomToSend);
        await using var child = ChildProcess.Start(Plan(ChildAct.Drain), Hear);
        await child.WaitForAsync("left", "failed");
        if (child.Said("left") != "0")
        {
            _ledger.Find($"{_name}: the last run did not come to the empty queue; what the child said last:\n{child.Output}");
        }

        await EndAsync(child);
    }

    /// <summary>Ends a life, and books what the receiver took during it.</summary>
    private async Task EndAsync(ChildProcess child)
    {
        await child.KillAsync();
        var taken = await TakeAsync();
        _ledger.RunEnded(taken, inOrder: child.Said("stopped") is not null);
        if (_pauses.RunEnded(taken) is { } finding)
        {
            _ledger.Find($"{_name}: {finding}");
        }

        if (child.Said("broken") is { } broken)
        {
            _ledger.Find($"{_name}: run {_run} broke: {broken}");
        }

        _run++;
    }

    /// <summary>What the receiver took since the last time. Waits until it has seen the end of all of the dead child's sessions, so that what it takes later is of the next run.</summary>
    private async Task<IReadOnlyList<NodeSmtpMessage>> TakeAsync()
    {
        while ((await _receiver.GetCountsAsync(CancellationToken.None)).Open > 0)
        {
            await Task.Delay(s_poll);
        }

        var taken = await _receiver.GetMessagesAsync(_taken, CancellationToken.None);
        _taken += taken.Count;
        return taken;
    }

    private void Hear(string line)
    {
        _ledger.Reported(line);
        if (line.StartsWith("error ", StringComparison.Ordinal) && !(_disk is not null && ChildProcess.IsSpoolError(line)))
        {
            _ledger.Find($"{_name}: run {_run}: {line}");
        }

        if (_pauses.Reported(line) is { } finding)
        {
            _ledger.Find($"{_name}: {finding}");
        }
    }

    private ChildPlan Plan(ChildAct act) => new(Path.Combine(Folder, SpoolName), _receiver.EndPoint.Port, $"{_name}.{_run}", _random.Next(), act)
    {
        FillsDisk = _disk is not null,
        Pauses = _disk is null && act != ChildAct.Drain,
    };
}
