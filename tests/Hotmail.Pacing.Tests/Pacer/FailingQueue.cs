using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>
/// A queue whose disk is full while the test says so: it takes no update, saves no path, and finds what has expired only at every second call. It knows its pacer.
/// </summary>
internal sealed class FailingQueue(IDeliveryQueue queue) : IDeliveryQueue, IPacerAware
{
    private volatile bool _fails;
    private int _failures;
    private int _calls;

    public event Action<EgressPath>? Available
    {
        add => queue.Available += value;
        remove => queue.Available -= value;
    }

    public bool Fails
    {
        get => _fails;
        set => _fails = value;
    }

    /// <summary>Whether it cannot even be opened, and so knows nothing of what is in it.</summary>
    public bool IsUnopened { get; init; }

    /// <summary>Whether it cannot count what waits.</summary>
    public bool FailsToCount { get; set; }

    /// <summary>How often a path's state cannot be read from now on.</summary>
    public int FailsToLoad { get; set; }

    /// <summary>The path state that was saved last.</summary>
    public PathState? Saved { get; private set; }

    /// <summary>The pacer that runs on it.</summary>
    public ProviderPacer? Pacer { get; private set; }

    /// <summary>What to do when its pacer stops.</summary>
    public Action Detaching { get; set; } = static () => { };

    public int Failures => Volatile.Read(ref _failures);

    public void Attach(ProviderPacer pacer) => Pacer = pacer;

    public void Detach()
    {
        Detaching();
        Pacer = null;
    }

    public ValueTask OpenAsync(CancellationToken cancellationToken) => IsUnopened ? throw Failure() : queue.OpenAsync(cancellationToken);

    public ValueTask<IReadOnlyList<QueuedMessage>> EnqueueAsync(
        IReadOnlyList<IReadOnlyList<DeliveryRequest>> messages, Action<IReadOnlyList<QueuedMessage>>? accepted, CancellationToken cancellationToken) =>
        queue.EnqueueAsync(messages, accepted, cancellationToken);

    public ValueTask<Delivery?> TakeAsync(TakeRequest request, CancellationToken cancellationToken) => queue.TakeAsync(request, cancellationToken);

    public ValueTask<IReadOnlyList<Delivery>> TakeExpiredAsync(DateTimeOffset now, int max, CancellationToken cancellationToken) =>
        Fails && Interlocked.Increment(ref _calls) % 2 == 1 ? throw Failure() : queue.TakeExpiredAsync(now, max, cancellationToken);

    public DateTimeOffset? NextDue(TakeRequest request) => queue.NextDue(request);

    public ValueTask UpdateAsync(Delivery delivery, DeliveryUpdate update, CancellationToken cancellationToken) =>
        Fails ? throw Failure() : queue.UpdateAsync(delivery, update, cancellationToken);

    public ValueTask<IReadOnlyList<Delivery>> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken) => queue.CancelAsync(filter, cancellationToken);

    public ValueTask<int> RetryNowAsync(DeliveryFilter filter, DateTimeOffset now, CancellationToken cancellationToken) =>
        queue.RetryNowAsync(filter, now, cancellationToken);

    public ValueTask<int> MoveAsync(DeliveryFilter filter, Func<Delivery, MoveTarget?> target, CancellationToken cancellationToken) =>
        queue.MoveAsync(filter, target, cancellationToken);

    public ValueTask<IReadOnlyList<DeliveryAttempt>> ListAttemptsAsync(DeliveryId delivery, CancellationToken cancellationToken) =>
        queue.ListAttemptsAsync(delivery, cancellationToken);

    public ValueTask<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, DeliveryId after, int max, CancellationToken cancellationToken) =>
        queue.ListAsync(filter, after, max, cancellationToken);

    public IReadOnlyList<QueueDepth> GetDepths() => IsUnopened || FailsToCount ? throw new InvalidOperationException("It is not open.") : queue.GetDepths();

    public ValueTask<PathState?> LoadPathStateAsync(EgressPath path, CancellationToken cancellationToken) =>
        FailsToLoad-- > 0 ? throw Failure() : queue.LoadPathStateAsync(path, cancellationToken);

    public async ValueTask SavePathStateAsync(EgressPath path, PathState state, CancellationToken cancellationToken)
    {
        if (Fails)
        {
            throw Failure();
        }

        await queue.SavePathStateAsync(path, state, cancellationToken);
        Saved = state;
    }

    public ValueTask DisposeAsync() => queue.DisposeAsync();

    private IOException Failure()
    {
        Interlocked.Increment(ref _failures);
        return new IOException("The disk is full.");
    }
}
