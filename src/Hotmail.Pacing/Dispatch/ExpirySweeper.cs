using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Dispatch;

/// <summary>Ends deliveries whose time in the queue is over while they wait, as on a paused path.</summary>
internal sealed class ExpirySweeper(PacerContext context)
{
    private const int BatchSize = 1_000;

    /// <summary>How late a waiting delivery may be found to have expired. An attempt never comes late: it is checked against the time itself.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, context.Time);
        while (await WaitAsync(timer, stopping).ConfigureAwait(false))
        {
            try
            {
                await SweepAsync().ConfigureAwait(false);
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

    private async ValueTask SweepAsync()
    {
        IReadOnlyList<Delivery> expired;
        do
        {
            expired = await context.Queue.TakeExpiredAsync(context.Time.GetUtcNow(), BatchSize, CancellationToken.None).ConfigureAwait(false);
            foreach (var delivery in expired)
            {
                IReadOnlyList<string> recipients = [.. delivery.Recipients];
                await context.Queue.UpdateAsync(delivery, new DeliveryUpdate { Remaining = [] }, CancellationToken.None).ConfigureAwait(false);
                Settlement.Announce(context, delivery, recipients, RecipientStatus.Expired, "its time in the queue ended while it waited");
            }
        }
        while (expired.Count == BatchSize);
    }
}
