using System.Diagnostics;
using System.Net;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>
/// One lease, one connection: opens it, carries deliveries of its route until its message cap, the ceiling, the receiver or want of work ends
/// it, and gives the lease back. Whatever happens, the delivery in hand goes back to the queue and the lease to the gate.
/// </summary>
internal sealed partial class PathConnection(PathPump pump, ConnectionLease lease, Delivery first, Random random)
{
    private readonly PacerContext _context = pump.Context;
    private DateTimeOffset _openedAt;
    private IMailSession? _session;
    private int _confirmed;
    private string _end = "an error";
    private bool _failed;
    private TaskCompletionSource<Delivery?>? _assignment;

    /// <summary>What its deliveries have in common.</summary>
    public string Route { get; private set; } = first.Route;

    /// <summary>The messages it has carried.</summary>
    public int Messages { get; private set; }

    /// <summary>Whether somebody else may have its place by now.</summary>
    private bool IsLost => lease.Lost.IsCancellationRequested;

    /// <summary>Whether the ceiling has fallen below it.</summary>
    public bool ShouldClose => lease.ShouldClose;

    public void Start() => _ = Task.Run(RunAsync);

    /// <summary>Ends the idling: with a delivery to send, or with <see langword="null"/> to close.</summary>
    public void Assign(Delivery? delivery) => _assignment!.TrySetResult(delivery);

    private async Task RunAsync()
    {
        Delivery? delivery = first;
        try
        {
            var started = _context.Time.GetTimestamp();

            // Whatever becomes of the opening, its activity ends; once it has ended, ending it again does nothing.
            using var opening = _context.Telemetry.StartAttempt(pump.Path);
            var activity = opening;
            if (await OpenAsync(delivery, started, activity).ConfigureAwait(false))
            {
                while (delivery is not null)
                {
                    var goOn = await SendAsync(delivery, started, activity).ConfigureAwait(false);
                    delivery = null;
                    delivery = goOn ? await NextAsync().ConfigureAwait(false) : null;
                    (started, activity) = (_context.Time.GetTimestamp(), null);
                }
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _failed = true;
            pump.Failed(exception);
            if (delivery is { State: DeliveryState.InProgress })
            {
                await SetAsideAsync(delivery).ConfigureAwait(false);
            }
        }
        finally
        {
            await CloseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Sends one delivery.</summary>
    /// <returns>Whether the session can carry another.</returns>
    private async ValueTask<bool> SendAsync(Delivery delivery, long started, Activity? activity)
    {
        await WaitForMessagePaceAsync().ConfigureAwait(false);
        if (IsLost || !pump.MaySend())
        {
            await pump.PutBackAsync(delivery).ConfigureAwait(false);
            _end = IsLost ? "its lease was lost" : "the path was paused or stopped";
            return false;
        }

        using var attempt = activity ?? _context.Telemetry.StartAttempt(pump.Path);
        var session = _session!;
        var content = await delivery.GetContentAsync(_context.Aborted).ConfigureAwait(false);
        var request = new TransactionRequest
        {
            Sender = delivery.Sender,
            Recipients = delivery.Recipients,
            Content = content,
            SenderAccepted = _confirmed == 0 ? Confirm : null,
        };
        var result = await session.SendAsync(request, _context.Aborted).ConfigureAwait(false);
        var before = Messages++;
        var judgement = _context.Judge.Judge(delivery, result, before, pump.Group.Profile.Retry, _context.Time.GetUtcNow(), random);
        if (result.Stage > SmtpStage.Mail)
        {
            Confirm();
        }

        if (judgement.ConnectionRefused && before == 0 && Refusals.Of(judgement.Meaning) is { } refusal)
        {
            pump.NoteRefusal(_openedAt, refusal);
        }
        else if (judgement.Failure != TransportFailure.Cancelled)
        {
            pump.NoteReply(_openedAt, judgement.Meaning, before);
        }

        if (result.OutcomeUnknown)
        {
            _context.Telemetry.OutcomeUnknown(pump.Path, delivery.MessageId, delivery.Id, delivery.Domain, result.Detail);
        }

        await SettleAsync(delivery, judgement, session.Host, session.EndPoint, started, attempt).ConfigureAwait(false);
        _end = !result.SessionUsable || judgement.ConnectionRefused ? "the receiver ended it"
            : IsLost ? "its lease was lost"
            : lease.ShouldClose ? "the ceiling fell"
            : "no more work for it";
        return _end == "no more work for it";
    }

    /// <summary>The next delivery: one that is ready, or one that comes within the idle time.</summary>
    private async ValueTask<Delivery?> NextAsync()
    {
        if (await pump.TakeNextAsync(this).ConfigureAwait(false) is { } ready)
        {
            return ready;
        }

        var assignment = _assignment = new TaskCompletionSource<Delivery?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!pump.TryIdle(this))
        {
            return null;
        }

        try
        {
            var delivery = await assignment.Task.WaitAsync(pump.Group.Profile.IdleTimeout, _context.Time, lease.Lost).ConfigureAwait(false);
            return delivery is null || _session!.IsAlive ? delivery : await ReturnAsync(delivery).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return pump.EndIdle(this) ? null : await assignment.Task.ConfigureAwait(false);
        }
    }

    private async ValueTask<Delivery?> ReturnAsync(Delivery delivery)
    {
        await pump.PutBackAsync(delivery).ConfigureAwait(false);
        return null;
    }

    private async ValueTask WaitForMessagePaceAsync()
    {
        while (!_context.Stopping.IsCancellationRequested && !pump.TryReserveMessage(_context.Time.GetUtcNow(), out var notBefore))
        {
            var wait = notBefore - _context.Time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _context.Time, _context.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async ValueTask SettleAsync(Delivery delivery, Judgement judgement, string? host, IPEndPoint? endPoint, long started, Activity? activity)
    {
        // The queue first, the telling after: nobody hears of an outcome that a crash could undo.
        var record = AttemptRecords.From(delivery, judgement, pump, host, endPoint, _context.Time.GetElapsedTime(started));
        await pump.UpdateAsync(delivery, new DeliveryUpdate
        {
            Remaining = judgement.Remaining,
            DueAt = judgement.DueAt,
            CountAttempt = judgement.CountsAsAttempt,
            Reply = judgement.Reply ?? delivery.LastReply,
            Results = record.Recipients,
            Attempt = AttemptRecords.ForQueue(record),
        }).ConfigureAwait(false);
        _context.Telemetry.Attempt(record, activity);
        Settlement.Announce(_context, record);
    }

    private void Confirm()
    {
        if (Interlocked.Exchange(ref _confirmed, 1) == 0)
        {
            pump.NoteConfirmed(_openedAt);
        }
    }

    private async ValueTask SetAsideAsync(Delivery delivery)
    {
        try
        {
            DateTimeOffset? later = _context.Aborted.IsCancellationRequested ? null : _context.Time.GetUtcNow() + PathPump.SetAside;
            await pump.PutBackAsync(delivery, later).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            pump.Failed(exception);
        }
    }

    private async ValueTask CloseAsync()
    {
        pump.NoteClosing();
        try
        {
            if (IsLost)
            {
                Log.LeaseLost(_context.Telemetry.Logger, pump.Path.Source, pump.Path.Group);
                _failed |= Messages == 0;
            }

            if (_session is { } session)
            {
                await using var disposal = session.ConfigureAwait(false);
                _context.Telemetry.ConnectionClosed(pump.Path, session.Host, Messages, _end);
                await session.CloseAsync(_context.Aborted).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            pump.Failed(exception);
        }

        if (_failed)
        {
            // What fails now fails at the next try as well: a lease that is given back late keeps the path from trying at full speed.
            await Task.Delay(PathPump.ErrorPause, _context.Time, _context.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        try
        {
            var release = lease.DisposeAsync();
            if (!release.IsCompletedSuccessfully)
            {
                await release.AsTask().WaitAsync(_context.Aborted).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            pump.Failed(exception);
        }

        pump.NoteClosed(this, _confirmed != 0);
    }
}
