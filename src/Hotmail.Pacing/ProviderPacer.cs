using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing;

/// <summary>
/// Sends mail at the pace that each mailbox provider accepts. A message that was accepted ends, for each recipient, in exactly one of
/// delivered, failed, expired or cancelled. Thread-safe.
/// </summary>
/// <remarks>
/// In a host, <c>services.AddProviderPacing()</c> registers it and starts and stops it with the host. Without one,
/// <see cref="StartNewAsync(PacingOptions, PacerParts, CancellationToken)"/> makes one that runs until it is disposed.
/// </remarks>
public sealed partial class ProviderPacer : IAsyncDisposable
{
    private readonly PacerContext _context;
    private readonly PathRegistry _paths;
    private readonly MessageIntake _intake;
    private readonly ExpirySweeper _sweeper;
    [SuppressMessage("Usage", "CA2213", Justification = "Calls that come late still ask for its token; without a timer it holds nothing to release.")]
    private readonly CancellationTokenSource _stopping = new();

    [SuppressMessage("Usage", "CA2213", Justification = "A stop that is cancelled late still cancels it; without a timer it holds nothing to release.")]
    private readonly CancellationTokenSource _abort;

    private readonly object _sync = new();
    private Task? _start;
    private Task? _stop;
    private volatile bool _stopAnnounced;
    private Task _sweeping = Task.CompletedTask;

    /// <summary>Makes a pacer without a host, and starts it. Dispose it to stop.</summary>
    /// <param name="options">The configuration; <see langword="null"/> for the shipped one.</param>
    /// <param name="parts">What replaces the shipped parts; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration is wrong; its failures name each key and the allowed range.</exception>
    public static async Task<ProviderPacer> StartNewAsync(PacingOptions? options = null, PacerParts? parts = null, CancellationToken cancellationToken = default)
    {
        var pacer = new ProviderPacer(options ?? new PacingOptions(), parts ?? new PacerParts());
        try
        {
            await pacer.StartAsync(cancellationToken).ConfigureAwait(false);
            return pacer;
        }
        catch
        {
            await pacer.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Opens the queue and begins to send. Called by the host, or by the first message; harmless when called again.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_sync)
        {
            ObjectDisposedException.ThrowIf(_stop is not null, this);
            return _start ??= StartCoreAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Opens no new connection, lets the transactions under way end within the stop time (<see cref="PacingOptions.StopTimeout"/>), and leaves everything else in the
    /// queue. Who waits in <see cref="SendAsync(OutboundMessage)"/> gets <see cref="RecipientStatus.Deferred"/>. Harmless when called again.
    /// </summary>
    /// <param name="cancellationToken">Ends the patience: transactions still under way are dropped, and their messages stay in the queue.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        using var impatience = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), _abort);
        Task stop;
        lock (_sync)
        {
            stop = _stop ??= StopCoreAsync();
        }

        await stop.ConfigureAwait(false);
    }

    /// <summary>Accepts a message: when this returns, the queue has it.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="InvalidMessageException">The message is wrong, such as an invalid address or no recipient; its problems say what and where. Nothing was accepted.</exception>
    /// <exception cref="MessageSigningException">The message could not be signed. Nothing was accepted.</exception>
    /// <exception cref="ObjectDisposedException">The pacer was stopped.</exception>
    public Task<MessageReceipt> EnqueueAsync(OutboundMessage message) => EnqueueAsync(message, CancellationToken.None);

    /// <inheritdoc cref="EnqueueAsync(OutboundMessage)"/>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting for the DNS and for room in the queue; it never undoes an acceptance.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the message was accepted.</exception>
    public async Task<MessageReceipt> EnqueueAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return (await AcceptAsync([message], isBatch: false, accepted: null, cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Accepts many messages at once: all of them, or none when one is wrong.</summary>
    /// <param name="messages">The messages. A campaign is best given in batches of about a thousand.</param>
    /// <returns>The receipts, in the messages' order.</returns>
    /// <exception cref="InvalidMessageException">At least one is wrong; the problems name each by its index. Nothing was accepted.</exception>
    /// <exception cref="MessageSigningException">At least one could not be signed; the problems name each by its index. Nothing was accepted.</exception>
    /// <exception cref="ArgumentException">Together they are more deliveries than the queue can hold at all.</exception>
    /// <exception cref="ObjectDisposedException">The pacer was stopped.</exception>
    public Task<IReadOnlyList<MessageReceipt>> EnqueueAsync(IReadOnlyList<OutboundMessage> messages) => EnqueueAsync(messages, CancellationToken.None);

    /// <inheritdoc cref="EnqueueAsync(IReadOnlyList{OutboundMessage})"/>
    /// <param name="messages">The messages.</param>
    /// <param name="cancellationToken">Ends the waiting for the DNS and for room in the queue; it never undoes an acceptance.</param>
    /// <exception cref="OperationCanceledException">Cancelled before the messages were accepted.</exception>
    public async Task<IReadOnlyList<MessageReceipt>> EnqueueAsync(IReadOnlyList<OutboundMessage> messages, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return messages.Count == 0 ? [] : await AcceptAsync(messages, isBatch: true, accepted: null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Accepts a message and waits for the first verdict on each of its recipients; on a paused path that is <see cref="RecipientStatus.Deferred"/>, at once.</summary>
    /// <param name="message">The message.</param>
    /// <exception cref="InvalidMessageException">The message is wrong, such as an invalid address or no recipient; its problems say what and where. Nothing was accepted.</exception>
    /// <exception cref="MessageSigningException">The message could not be signed. Nothing was accepted.</exception>
    /// <exception cref="ObjectDisposedException">The pacer was stopped.</exception>
    public Task<SendResult> SendAsync(OutboundMessage message) => SendAsync(message, CancellationToken.None);

    /// <inheritdoc cref="SendAsync(OutboundMessage)"/>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the waiting. A message that was accepted stays accepted and is delivered all the same.</param>
    /// <exception cref="OperationCanceledException">The waiting was cancelled, before or after the acceptance.</exception>
    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        VerdictBoard.Waiter? waiter = null;
        IReadOnlyList<PlannedRecipient> recipients = [];
        var receipts = await AcceptAsync([message], isBatch: false, Register, cancellationToken).ConfigureAwait(false);
        if (_stopAnnounced)
        {
            // It was accepted while the pacer stopped, after those who waited were answered.
            AnnounceStop();
        }

        try
        {
            foreach (var recipient in recipients)
            {
                // A path that was paused before the waiting began says nothing of it any more: ask. Never under the board's lock, which a pump takes under its own.
                if (_paths.GetOrStart(recipient.Path) is { } pump)
                {
                    await pump.Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
                    if (pump.NotNow(recipient) is { } verdict)
                    {
                        _context.Verdicts.Report(receipts[0].MessageId, verdict);
                    }
                }
            }

            var results = await waiter!.Results.WaitAsync(cancellationToken).ConfigureAwait(false);
            return new SendResult(receipts[0], InHostsSpelling(message, results));
        }
        finally
        {
            _context.Verdicts.Remove(receipts[0].MessageId);
        }

        void Register(MessageId id, PlannedMessage plan)
        {
            recipients = plan.Recipients;
            waiter = _context.Verdicts.Register(id, recipients);
        }
    }

    /// <summary>What the pacer is doing at this moment: its paths, the last hour's report, and the adviser's reading of it.</summary>
    public PacerSnapshot GetSnapshot()
    {
        var now = _context.Time.GetUtcNow();
        var depths = _context.Queue.GetDepths().ToLookup(static depth => depth.Path);
        var paths = _paths.All.Select(pump => pump.Snapshot(depths[pump.Path], now)).OfType<PathSnapshot>()
            .OrderBy(static path => path.Path.Group, StringComparer.Ordinal).ThenBy(static path => path.Path.Source, StringComparer.Ordinal).ToArray();
        var report = _context.Telemetry.GetReport(now);
        var restrictions = paths.ToDictionary(static path => path.Path, static path => path.Restriction);
        return new PacerSnapshot(now, paths, report, PacingTelemetry.GetAdvice(report, IsNewSource, restrictions.GetValueOrDefault));
    }

    /// <summary>Stops, and frees everything. What waits in an in-memory queue is lost; a durable one keeps it.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        await DisposePartsAsync().ConfigureAwait(false);
    }

    private static RecipientResult[] InHostsSpelling(OutboundMessage message, IReadOnlyList<RecipientResult> results)
    {
        var spelled = new RecipientResult[results.Count];
        for (var index = 0; index < spelled.Length; index++)
        {
            var address = message.Recipients[index].Address;
            spelled[index] = results[index].Address == address ? results[index] : results[index] with { Address = address };
        }

        return spelled;
    }

    private async ValueTask<IReadOnlyList<MessageReceipt>> AcceptAsync(
        IReadOnlyList<OutboundMessage> messages, bool isBatch, Action<MessageId, PlannedMessage>? accepted, CancellationToken cancellationToken)
    {
        await StartAsync(CancellationToken.None).ConfigureAwait(false);

        // A stop ends the waiting too: nobody would make room in the queue any more.
        using var either = cancellationToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token) : null;
        try
        {
            return await AcceptCoreAsync(messages, isBatch, accepted, either?.Token ?? _stopping.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested || _stopping.IsCancellationRequested)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new ObjectDisposedException(nameof(ProviderPacer), "The pacer was stopped before it accepted the message.");
        }
    }

    private async ValueTask<IReadOnlyList<MessageReceipt>> AcceptCoreAsync(
        IReadOnlyList<OutboundMessage> messages, bool isBatch, Action<MessageId, PlannedMessage>? accepted, CancellationToken cancellationToken)
    {
        var now = _context.Time.GetUtcNow();
        var plans = await _intake.PlanAsync(messages, isBatch, now, cancellationToken).ConfigureAwait(false);
        var queued = await _context.Queue.EnqueueAsync(
            [.. plans.Select(static plan => plan.Deliveries)],
            accepted is null ? null : ids => accepted(ids[0].Id, plans[0]),
            cancellationToken).ConfigureAwait(false);
        return [.. queued.Select(message => new MessageReceipt(message.Id, now, message.Deliveries))];
    }

    private void RunOutOfPatience()
    {
        var cutOff = Depths().Sum(static depth => depth.InProgress);
        Log.StopTimedOut(_context.Telemetry.Logger, cutOff);
        _abort.Cancel();
    }

    private async Task StartCoreAsync(CancellationToken cancellationToken)
    {
        await PrepareSignerAsync(cancellationToken).ConfigureAwait(false);
        await _context.Queue.OpenAsync(cancellationToken).ConfigureAwait(false);
        _context.Queue.Available += _paths.Wake;
        _paths.Start(_context);
        foreach (var path in _context.Queue.GetDepths().Select(static depth => depth.Path).Distinct())
        {
            _paths.Wake(path);
        }

        _sweeping = _sweeper.RunAsync(_stopping.Token);
        var (paths, waiting) = (_paths.All.Count, Waiting());
        Log.PacerStarted(_context.Telemetry.Logger, paths, waiting);
        (_context.Queue as IPacerAware)?.Attach(this);
    }

    private void AnnounceStop() => _context.Verdicts.ReportAll(static recipient =>
        PathPump.Waiting(recipient.Address, recipient.Path, null, "the pacer was stopped: the message stays in the queue"));

    private bool IsNewSource(string name) => _context.Configuration.FindSource(name)?.IsNew ?? false;

    private long Waiting() => Depths().Sum(static depth => (long)depth.Waiting);

    /// <summary>For the log alone: a queue that cannot count, or was never opened, keeps nobody from stopping.</summary>
    private IReadOnlyList<QueueDepth> Depths()
    {
        try
        {
            return _context.Queue.GetDepths();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [];
        }
    }

    private async Task StopCoreAsync()
    {
        var started = _context.Time.GetTimestamp();
        var underWay = Depths().Sum(static depth => depth.InProgress);
        var waiting = Waiting() - underWay;
        Log.PacerStopping(_context.Telemetry.Logger, underWay, _context.Configuration.StopTimeout, waiting);
        await (_start ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        (_context.Queue as IPacerAware)?.Detach();
        using var patience = _context.Time.CreateTimer(
            static state => ((ProviderPacer)state!).RunOutOfPatience(), this, _context.Configuration.StopTimeout, Timeout.InfiniteTimeSpan);

        // The paths hear of it before anything is waited for: from the call on nothing new is begun, however long a sweep takes.
        var paths = _paths.StopAsync();
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _sweeping.WaitAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await paths.ConfigureAwait(false);
        _context.Queue.Available -= _paths.Wake;
        _stopAnnounced = true;
        AnnounceStop();
        var elapsed = _context.Time.GetElapsedTime(started);
        waiting = Waiting();
        Log.PacerStopped(_context.Telemetry.Logger, elapsed, waiting);
    }
}
