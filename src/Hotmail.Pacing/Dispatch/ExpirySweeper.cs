using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Ends deliveries whose time in the queue is over while they wait, as on a paused path.</summary>
internal sealed class ExpirySweeper(PacerContext context)
{
    private const int BatchSize = 1_000;

    /// <summary>How late a waiting delivery may be found to have expired. An attempt never comes late: it is checked against the time itself.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Taken from the queue, which has not heard yet that they are over: a queue that fails is told again at the next turn.</summary>
    private readonly Queue<Delivery> _taken = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, context.Time);
        while (await WaitAsync(timer, stopping).ConfigureAwait(false))
        {
            try
            {
                await SweepAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                Log.QueueFailed(context.Telemetry.Logger, "expiring deliveries", Interval, context.Telemetry.Text.Error(exception));
            }
        }
    }

    private static async ValueTask<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async ValueTask SweepAsync(CancellationToken stopping)
    {
        bool more;
        do
        {
            more = _taken.Count == 0 && await TakeAsync().ConfigureAwait(false) == BatchSize;
            await EndTakenAsync().ConfigureAwait(false);
        }
        while (more && !stopping.IsCancellationRequested);
    }

    private async ValueTask<int> TakeAsync()
    {
        var expired = await context.Queue.TakeExpiredAsync(context.Time.GetUtcNow(), BatchSize, CancellationToken.None).ConfigureAwait(false);
        foreach (var delivery in expired)
        {
            _taken.Enqueue(delivery);
        }

        return expired.Count;
    }

    private async ValueTask EndTakenAsync()
    {
        while (_taken.TryPeek(out var delivery))
        {
            var results = Settlement.Results(delivery, RecipientStatus.Expired, "its time in the queue ended while it waited");
            try
            {
                await context.Queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = [], Results = results }, CancellationToken.None).ConfigureAwait(false);
            }
            catch (InvalidOperationException)
            {
                // The queue does not hold it as taken: asking again would not end.
                _taken.Dequeue();
                throw;
            }

            _taken.Dequeue();
            Settlement.Announce(context, delivery, results);
        }
    }
}
