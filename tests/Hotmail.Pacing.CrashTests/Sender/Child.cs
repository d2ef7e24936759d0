using Hotmail.Pacing.Control;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Sqlite;
using static Hotmail.Pacing.CrashTests.ChildVoice;

namespace Hotmail.Pacing.CrashTests;

/// <summary>
/// What is killed: a pacer on a spool. It never ends by itself, and says what it does: "open", "failed PROBLEM …" instead, "offered ID HASH RECIPIENTS" and then "accepted ID" or
/// "refused ID PROBLEM", "settled ADDRESS STATUS", "error …", "pausing", "paused", "resuming", "resumed", "phase paused" or "phase open", "stopping", "stopped", "left COUNT".
/// </summary>
internal sealed class Child(ChildPlan plan) : IDisposable
{
    private const int Callers = 6;
    private const int Backlog = 150;
    private const int Connections = 4;
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan s_fullDiskPause = TimeSpan.FromMilliseconds(30);

    // A path whose mail cannot be read tries again after a second.
    private static readonly TimeSpan s_nothingMore = TimeSpan.FromSeconds(2.5);

    private readonly ChildVoice _voice = new();
    private readonly SqliteDeliveryQueue _queue = new(plan.Spool);
    private readonly Random _random = new(plan.Seed);

    /// <summary>Runs it until it is killed.</summary>
    public async Task RunAsync()
    {
        EndWithTheParent();
        await ActAsync();
        await Task.Delay(Timeout.Infinite); // An end of its own could overtake its last line.
    }

    public void Dispose() => _voice.Dispose();

    private async Task ActAsync()
    {
        ProviderPacer pacer;
        try
        {
            pacer = await ProviderPacer.StartNewAsync(Options(), new PacerParts { Observers = [_voice], Queue = _queue, LoggerFactory = _voice });
        }
        catch (Exception exception)
        {
            Say($"failed {(exception as SpoolException)?.Problem.ToString() ?? exception.GetType().Name} {OneLine(exception.Message)}");
            return;
        }

        Say("open");
        var isPaused = plan.Pauses && await SayPhaseAsync(pacer);
        if (plan.Act is ChildAct.Send or ChildAct.Stop)
        {
            for (var caller = 0; caller < Callers; caller++)
            {
                _ = EnqueueForEverAsync(pacer, new ChildMail($"{plan.Tag}.{caller}", new Random(_random.Next()), plan.FillsDisk, inBatches: caller == 0));
            }

            if (plan.Pauses && _random.Next(2) == 0)
            {
                await Task.Delay(_random.Next(500));
                await (isPaused ? ResumeAsync(pacer) : PauseAsync(pacer));
            }
        }

        if (plan.Act == ChildAct.Stop)
        {
            await Task.Delay(_random.Next(400));
            Say("stopping");
            await pacer.DisposeAsync();
            await _queue.DisposeAsync();
            Say("stopped");
        }
        else if (plan.Act == ChildAct.Drain)
        {
            _ = ResumeAsync(pacer); // Not to be waited for: a path whose state cannot be read takes no command.
            await DrainAsync();
        }
    }

    private async Task EnqueueForEverAsync(ProviderPacer pacer, ChildMail mail)
    {
        try
        {
            while (true)
            {
                while (!plan.FillsDisk && _queue.GetDepths().Where(static depth => depth.Path.Group != ChildMail.PausedDomain).Sum(static depth => depth.Waiting) > Backlog)
                {
                    await Task.Delay(s_poll);
                }

                var messages = mail.Next();
                Say(messages.Select(static message => $"offered {message.Offer.Id} {message.Offer.Sha256} {string.Join(',', message.Offer.Recipients)}"));
                try
                {
                    await pacer.EnqueueAsync([.. messages.Select(static message => message.Message)]);
                    Say(messages.Select(static message => $"accepted {message.Offer.Id}"));
                }
                catch (SpoolException exception)
                {
                    Say(messages.Select(message => $"refused {message.Offer.Id} {exception.Problem}"));
                    await Task.Delay(s_fullDiskPause);
                }
            }
        }
        catch (ObjectDisposedException)
        {
            // The pacer was stopped.
        }
        catch (Exception exception)
        {
            Say($"broken {OneLine(exception.ToString())}");
        }
    }

    /// <returns>Whether the path is paused.</returns>
    private async Task<bool> SayPhaseAsync(ProviderPacer pacer)
    {
        if (_queue.GetDepths().All(static depth => depth.Path.Group != ChildMail.PausedDomain))
        {
            return false; // A path without mail is not asked for its state.
        }

        while (true)
        {
            if (pacer.GetSnapshot().Paths.FirstOrDefault(static path => path.Path.Group == ChildMail.PausedDomain) is { } path)
            {
                Say(path.Phase == PacingPhase.Paused ? "phase paused" : "phase open");
                return path.Phase == PacingPhase.Paused;
            }

            await Task.Delay(s_poll);
        }
    }

    private static async Task PauseAsync(ProviderPacer pacer)
    {
        Say("pausing");
        await pacer.PauseAsync(ChildMail.PausedDomain);
        Say("paused");
    }

    private static async Task ResumeAsync(ProviderPacer pacer)
    {
        Say("resuming");
        await pacer.ResumeAsync(ChildMail.PausedDomain);
        Say("resumed");
    }

    private async Task DrainAsync()
    {
        int left;
        while ((left = _queue.GetDepths().Sum(static depth => depth.Waiting)) > 0 && !(_voice.Errors > 0 && _voice.Quiet > s_nothingMore))
        {
            await Task.Delay(s_poll);
        }

        Say($"left {left}");
    }

    private PacingOptions Options()
    {
        var options = new PacingOptions { ShowAddresses = true };
        options.Default.StartConnections = Connections;
        options.Default.MaxParallelConnections = Connections;
        options.Default.InitialRetryDelay = TimeSpan.FromMilliseconds(30);
        options.Default.RetryBackoff = RetryBackoff.Constant;
        options.Default.MaxRetryDelay = TimeSpan.FromMilliseconds(30);
        options.Default.RetryJitterMin = TimeSpan.Zero;
        options.Default.RetryJitterMax = TimeSpan.FromMilliseconds(50);
        options.Groups[ChildMail.PausedDomain] = new DestinationGroupOptions();
        options.EgressSources["crash"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1", Port = plan.Port } };
        return options;
    }

    /// <summary>The parent holds the other end of standard input: when it dies, this ends too.</summary>
    private static void EndWithTheParent() => new Thread(static () =>
    {
        while (Console.In.Read() >= 0)
        {
        }

        Environment.Exit(3);
    })
    { IsBackground = true }.Start();
}
