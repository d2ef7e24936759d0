using Hotmail.Pacing.Control;
using Hotmail.Pacing.Dispatch;
using Hotmail.Pacing.Export;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing;

/// <content>What a person, or the host on a person's behalf, tells the pacer.</content>
public sealed partial class ProviderPacer
{
    /// <summary>Pauses a group on every egress source until it is resumed. Transactions under way end; nothing more of it is sent. Survives a restart if the queue does.</summary>
    /// <param name="group">The destination group's name: a configured one, or a domain that has or had mail.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Task PauseAsync(string group, CancellationToken cancellationToken) => PauseAsync(group, null, null, cancellationToken);

    /// <summary>Pauses a group on every egress source.</summary>
    /// <param name="group">The destination group's name.</param>
    /// <param name="until">When it resumes by itself; <see langword="null"/> for when it is resumed.</param>
    /// <param name="by">Who asks, for the record.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="until"/> is past.</exception>
    public Task PauseAsync(string group, DateTimeOffset? until = null, string? by = null, CancellationToken cancellationToken = default)
    {
        if (until is { } end)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(end, _context.Time.GetUtcNow(), nameof(until));
        }

        return CommandAsync(group, (controller, now) => controller.Pause(now, until, by), cancellationToken);
    }

    /// <summary>Ends a group's pause, a person's or the controller's own. The group starts slowly (<see cref="PacingPhase.Recovery"/>).</summary>
    /// <param name="group">The destination group's name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Task ResumeAsync(string group, CancellationToken cancellationToken) => ResumeAsync(group, null, cancellationToken);

    /// <summary>Ends a group's pause.</summary>
    /// <param name="group">The destination group's name.</param>
    /// <param name="by">Who asks, for the record.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    public Task ResumeAsync(string group, string? by = null, CancellationToken cancellationToken = default) =>
        CommandAsync(group, (controller, now) => controller.Resume(now, by), cancellationToken);

    /// <summary>Sets a group's ceiling on every egress source, until it is set again; the controller's own is of no effect meanwhile.</summary>
    /// <param name="group">The destination group's name.</param>
    /// <param name="ceiling">The connections, from 1 to the profile's maximum; <see langword="null"/> gives the ceiling back to the controller.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The ceiling is outside its range.</exception>
    public Task SetCeilingAsync(string group, int? ceiling, CancellationToken cancellationToken) => SetCeilingAsync(group, ceiling, null, cancellationToken);

    /// <summary>Sets a group's ceiling on every egress source.</summary>
    /// <param name="group">The destination group's name.</param>
    /// <param name="ceiling">The connections, from 1 to the profile's maximum; <see langword="null"/> gives the ceiling back to the controller.</param>
    /// <param name="by">Who asks, for the record.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">There is no such group.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The ceiling is outside its range.</exception>
    public async Task SetCeilingAsync(string group, int? ceiling, string? by = null, CancellationToken cancellationToken = default)
    {
        var paths = await FindPathsAsync(group, cancellationToken).ConfigureAwait(false);
        if (ceiling is { } count)
        {
            var maximum = (_context.Configuration.Groups.FindByName(group) ?? _context.Configuration.Groups.Default(group)).Profile.MaxParallelConnections;
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 1, nameof(ceiling));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, maximum, nameof(ceiling));
        }

        await CommandAsync(paths, (controller, now) => controller.SetCeiling(now, ceiling, by), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cancels what still waits of a message. An attempt under way is not interrupted, and what was delivered stays so.</summary>
    /// <param name="message">The message's number, from its receipt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many recipients were cancelled.</returns>
    public Task<int> CancelAsync(MessageId message, CancellationToken cancellationToken = default) =>
        CancelWhereAsync(new DeliveryFilter { MessageId = message }, cancellationToken);

    /// <summary>Cancels everything that still waits and matches, such as a whole campaign.</summary>
    /// <param name="filter">Which deliveries.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many recipients were cancelled. Those of a delivery that is damaged (<see cref="Delivery.Problem"/>) nobody knows: it is cancelled, and logged.</returns>
    public async Task<int> CancelWhereAsync(DeliveryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var cancelled = await _context.Queue.CancelAsync(filter, cancellationToken).ConfigureAwait(false);
        var recipients = 0;
        foreach (var delivery in cancelled)
        {
            if (delivery.Problem is { } problem)
            {
                Log.CancelledUnread(_context.Telemetry.Logger, delivery.Id.Value, _context.Telemetry.Text.Masked(problem));
                continue;
            }

            var results = Settlement.Results(delivery, RecipientStatus.Cancelled, "cancelled by the host");
            recipients += results.Length;
            Settlement.Announce(_context, delivery, results);
        }

        Log.DeliveriesCancelled(_context.Telemetry.Logger, cancelled.Count);
        return recipients;
    }

    /// <summary>Makes everything that waits and matches due now. The paths' limits and pauses hold all the same.</summary>
    /// <param name="filter">Which deliveries.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many deliveries.</returns>
    public async Task<int> RetryNowAsync(DeliveryFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var requeued = await _context.Queue.RetryNowAsync(filter, _context.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        Log.DeliveriesRequeued(_context.Telemetry.Logger, requeued);
        return requeued;
    }

    /// <summary>Lists what waits, in the order of acceptance.</summary>
    /// <param name="filter">Which deliveries.</param>
    /// <param name="after">Only those with a higher number, to page on; <see langword="default"/> for the first page.</param>
    /// <param name="max">The most to list.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<Delivery>> ListAsync(DeliveryFilter filter, DeliveryId after = default, int max = 100, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(max);
        return await _context.Queue.ListAsync(filter, after, max, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds one delivery that waits or is under way.</summary>
    /// <param name="id">Its number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns><see langword="null"/> if it is not in the queue (any more).</returns>
    public async Task<Delivery?> FindAsync(DeliveryId id, CancellationToken cancellationToken = default) =>
        await _context.Queue.ListAsync(new DeliveryFilter { Id = id }, default, 1, cancellationToken).ConfigureAwait(false) is [var found] ? found : null;

    /// <summary>Lists what is remembered of a delivery's attempts, the oldest first: when and where each was made, and what the receiver said.</summary>
    /// <param name="id">The delivery's number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>None where it was never tried, or is not in the queue (any more).</returns>
    public async Task<IReadOnlyList<DeliveryAttempt>> ListAttemptsAsync(DeliveryId id, CancellationToken cancellationToken = default) =>
        await _context.Queue.ListAttemptsAsync(id, cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// Moves everything that waits and matches to another egress source, such as off an address that a receiver has blocked. When it is due stays as it is: see
    /// <see cref="RetryNowAsync"/>. An attempt under way is not interrupted.
    /// </summary>
    /// <param name="filter">Which deliveries.</param>
    /// <param name="source">The egress source's name, as configured.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>How many deliveries were moved; those that leave by this source already are not counted.</returns>
    /// <exception cref="ArgumentException">No such egress source is configured.</exception>
    public async Task<int> MoveAsync(DeliveryFilter filter, string source, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentNullException.ThrowIfNull(source);
        var configuration = _context.Configuration;
        var target = configuration.FindSource(source)
            ?? throw new ArgumentException($"There is no egress source '{source}'. Configured are: {configuration.SourceNames}.", nameof(source));
        var moved = await new DeliveryMover(_context, _intake, target).MoveAsync(filter, cancellationToken).ConfigureAwait(false);
        Log.DeliveriesMoved(_context.Telemetry.Logger, moved, target.Name);
        return moved;
    }

    /// <summary>
    /// Writes each message that matches into a folder, once, however many deliveries it has: <c>17.eml</c> for message 17, byte for byte as it would be sent, and <c>17.json</c> with its deliveries:
    /// sender, recipients that still wait, path, times, attempts and last reply. What is under way is written too, unless the filter says otherwise. The queue is not changed.
    /// </summary>
    /// <param name="filter">Which deliveries.</param>
    /// <param name="folder">The folder; made where there is none. A message whose file is there already is not written, and named among the problems.</param>
    /// <param name="cancellationToken">Ends the call. What was written stays.</param>
    /// <returns>How many messages were written, and what could not be, such as one that is damaged in the spool.</returns>
    /// <exception cref="IOException">The folder cannot be written to, as on a full disk. What was written before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public async Task<ExportResult> ExportAsync(DeliveryFilter filter, string folder, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var result = await new MessageExporter(_context.Queue.ListAsync, folder).ExportAsync(filter, cancellationToken).ConfigureAwait(false);
        Log.MessagesExported(_context.Telemetry.Logger, result.Exported, result.NotExported);
        return result;
    }

    private async Task CommandAsync(string group, Action<PathController, DateTimeOffset> command, CancellationToken cancellationToken) =>
        await CommandAsync(await FindPathsAsync(group, cancellationToken).ConfigureAwait(false), command, cancellationToken).ConfigureAwait(false);

    /// <summary>The group's paths. Only the queue, once it is open, knows them all.</summary>
    private async Task<HashSet<EgressPath>> FindPathsAsync(string group, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        cancellationToken.ThrowIfCancellationRequested();
        await StartAsync(CancellationToken.None).ConfigureAwait(false);
        return PathsOf(group);
    }

    private async Task CommandAsync(HashSet<EgressPath> paths, Action<PathController, DateTimeOffset> command, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            while (true)
            {
                var pump = _paths.GetOrStart(path) ?? throw new ObjectDisposedException(nameof(ProviderPacer));
                if (await pump.CommandAsync(command, cancellationToken).ConfigureAwait(false))
                {
                    break;
                }

                _paths.Wake(path);
            }
        }
    }

    /// <summary>The group's paths: of every configured source, and of sources that have mail of it left.</summary>
    private HashSet<EgressPath> PathsOf(string group)
    {
        var configured = _context.Configuration.Groups.FindByName(group);
        var name = NameOf(group);
        var paths = new HashSet<EgressPath>(_paths.All.Select(static pump => pump.Path).Where(path => path.Group == name));
        paths.UnionWith(_context.Queue.GetDepths().Select(static depth => depth.Path).Where(path => path.Group == name));
        if (configured is not null)
        {
            paths.UnionWith(_context.Configuration.Sources.Select(source => new EgressPath(source.Name, name)));
        }

        if (paths.Count == 0)
        {
            var known = string.Join(", ", _context.Configuration.Groups.All.Select(static known => known.Name));
            throw new ArgumentException($"There is no destination group '{group}'. Configured are: {known}; and every other domain that has mail is a group of its own.", nameof(group));
        }

        return paths;
    }
}
