using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>Does what is asked of a spool, in the process that owns it.</summary>
internal abstract class SpoolOperator(SqliteDeliveryQueue queue, TimeProvider time)
{
    private const int MostDeliveries = 500;
    private const int MostRecipients = 20_000;

    protected SqliteDeliveryQueue Queue { get; } = queue;

    protected TimeProvider Time { get; } = time;

    /// <summary>Does it. What cannot be done is said in the answer.</summary>
    public async ValueTask<SpoolAnswer> AnswerAsync(SpoolRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.Verb switch
            {
                SpoolVerb.Status => new SpoolAnswer { Status = await GetStatusAsync(cancellationToken).ConfigureAwait(false) },
                SpoolVerb.List => await ListAsync(request, cancellationToken).ConfigureAwait(false),
                SpoolVerb.Show => await ShowAsync(request, cancellationToken).ConfigureAwait(false),
                SpoolVerb.Retry => new SpoolAnswer { Changed = await SumAsync(Narrow(request), RetryAsync, cancellationToken).ConfigureAwait(false) },
                SpoolVerb.Cancel => new SpoolAnswer { Recipients = await SumAsync(Narrow(request), CancelAsync, cancellationToken).ConfigureAwait(false) },
                SpoolVerb.Move => await MoveAsync(request, cancellationToken).ConfigureAwait(false),
                SpoolVerb.Pause => await OnGroupAsync(request, group => PauseAsync(group, request.Until, request.By, cancellationToken), cancellationToken).ConfigureAwait(false),
                SpoolVerb.Resume => await OnGroupAsync(request, group => ResumeAsync(group, request.By, cancellationToken), cancellationToken).ConfigureAwait(false),
                _ => throw new ArgumentOutOfRangeException(nameof(request)),
            };
        }
        catch (ArgumentException exception)
        {
            // Without the name of the parameter, which means nothing to who asks.
            return new SpoolAnswer { Error = exception.Message.Split(" (Parameter '", 2)[0] };
        }
        catch (Exception exception) when (exception is SpoolException or ObjectDisposedException)
        {
            return new SpoolAnswer { Error = exception.Message };
        }
    }

    /// <summary>Who sends from the spool; <see langword="null"/> for nobody.</summary>
    protected abstract int? Sender { get; }

    protected abstract ValueTask<int> RetryAsync(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <returns>How many recipients were cancelled.</returns>
    protected abstract ValueTask<int> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken);

    /// <returns>How many deliveries were moved.</returns>
    protected abstract ValueTask<int> MoveAsync(DeliveryFilter filter, string source, CancellationToken cancellationToken);

    protected abstract Task PauseAsync(string group, DateTimeOffset? until, string? by, CancellationToken cancellationToken);

    protected abstract Task ResumeAsync(string group, string? by, CancellationToken cancellationToken);

    /// <summary>The paths that run, without what waits there.</summary>
    protected abstract IEnumerable<PathStatus> GetRunning();

    /// <summary>A group's name as paths have it.</summary>
    protected abstract string NameOf(string group);

    protected abstract PathController Restore(EgressPath path, PathState? saved, DateTimeOffset now);

    private static SpoolFilter Narrow(SpoolRequest request) => request.Filter.IsNarrow || request.Filter.All
        ? request.Filter
        : throw new ArgumentException("That would be every delivery: say so, or which.", nameof(request));

    private static async ValueTask<int> SumAsync(SpoolFilter filter, Func<DeliveryFilter, CancellationToken, ValueTask<int>> act, CancellationToken cancellationToken)
    {
        int sum = 0;
        foreach (DeliveryFilter part in filter.ToFilters())
        {
            sum += await act(part, cancellationToken).ConfigureAwait(false);
        }

        return sum;
    }

    private async ValueTask<SpoolAnswer> OnGroupAsync(SpoolRequest request, Func<string, Task> act, CancellationToken cancellationToken)
    {
        string group = request.Group ?? throw new ArgumentException("There is no group named.", nameof(request));
        await act(group).ConfigureAwait(false);
        string name = NameOf(group);
        SpoolStatus status = await GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return new SpoolAnswer { Paths = [.. status.Paths.Where(path => path.Group == name)] };
    }

    private async ValueTask<SpoolAnswer> MoveAsync(SpoolRequest request, CancellationToken cancellationToken)
    {
        string source = request.ToSource ?? throw new ArgumentException("There is no egress source named.", nameof(request));
        return new SpoolAnswer { Changed = await SumAsync(Narrow(request), (filter, token) => MoveAsync(filter, source, token), cancellationToken).ConfigureAwait(false) };
    }

    private async ValueTask<SpoolAnswer> ShowAsync(SpoolRequest request, CancellationToken cancellationToken)
    {
        SpoolAnswer found = await ListAsync(request with { Max = 1 }, cancellationToken).ConfigureAwait(false);
        return found.Deliveries is [var delivery]
            ? found with { Attempts = [.. (await Queue.ListAttemptsAsync(new DeliveryId(delivery.Id), cancellationToken).ConfigureAwait(false)).Select(AttemptInfo.Of)] }
            : found;
    }

    private async ValueTask<SpoolAnswer> ListAsync(SpoolRequest request, CancellationToken cancellationToken)
    {
        int max = Math.Clamp(request.Max, 1, MostDeliveries);
        List<DeliveryInfo> page = [];
        int recipients = 0;
        foreach (DeliveryFilter filter in request.Filter.ToFilters())
        {
            foreach (Delivery delivery in await Queue.ListAsync(filter, new DeliveryId(request.After), max - page.Count, cancellationToken).ConfigureAwait(false))
            {
                page.Add(DeliveryInfo.Of(delivery));
                recipients += page[^1].Recipients.Count;
                if (page.Count == max || recipients >= MostRecipients)
                {
                    return new SpoolAnswer { Deliveries = page, Next = delivery.Id.Value };
                }
            }
        }

        return new SpoolAnswer { Deliveries = page };
    }

    private async ValueTask<SpoolStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = Time.GetUtcNow();
        ILookup<EgressPath, QueueDepth> depths = Queue.GetDepths().ToLookup(static depth => depth.Path);
        Dictionary<(EgressPath, Engagement), int> deferred = Queue.CountDeferred();
        Dictionary<EgressPath, PathStatus> paths = GetRunning().ToDictionary(static path => new EgressPath(path.Source, path.Group));

        // Those that do not run have a pause or a ceiling to remember all the same.
        foreach (EgressPath path in depths.Select(static depth => depth.Key).Concat(Queue.GetSavedPaths()).Where(path => !paths.ContainsKey(path)).Distinct().ToArray())
        {
            PathState? saved = await Queue.LoadPathStateAsync(path, cancellationToken).ConfigureAwait(false);
            PathController controller = Restore(path, saved, now);
            controller.Advance(now);
            paths.Add(path, new PathStatus
            {
                Group = path.Group,
                Source = path.Source,
                Phase = controller.Phase,
                Ceiling = controller.Ceiling,
                Open = 0,
                PausedUntil = PathStatus.EndOf(controller.PausedUntil),
                Why = controller.Explain(now),
            });
        }

        return new SpoolStatus(now, Sender, [.. paths
            .Select(path => WithDepths(path.Value, depths[path.Key], deferred))
            .OrderBy(static path => path.Group, StringComparer.Ordinal).ThenBy(static path => path.Source, StringComparer.Ordinal)]);
    }

    private static PathStatus WithDepths(PathStatus path, IEnumerable<QueueDepth> depths, Dictionary<(EgressPath, Engagement), int> deferred) => path with
    {
        OldestAcceptedAt = depths.Min(static depth => depth.OldestAcceptedAt),
        Depths = [.. depths.Select(depth =>
        {
            // Counted one after the other, while mail goes on.
            int again = Math.Min(deferred.GetValueOrDefault((depth.Path, depth.Engagement)), depth.Waiting - depth.InProgress);
            return new EngagementDepth(depth.Engagement, depth.Waiting - depth.InProgress - again, again, depth.InProgress);
        })],
    };
}
