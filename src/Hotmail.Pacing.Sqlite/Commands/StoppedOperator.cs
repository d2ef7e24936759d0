using Hotmail.Pacing.Control;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>
/// Does what is asked of a spool that nobody sends from, and sends nothing itself. The host's configuration is not in the spool: so a pause is only noted in what is saved of a path, for the
/// host's own controller to find when it starts.
/// </summary>
internal sealed class StoppedOperator(SqliteDeliveryQueue queue, TimeProvider time) : SpoolOperator(queue, time)
{
    private readonly PacingConfiguration _shipped = PacingConfiguration.Compile(new PacingOptions());

    protected override int? Sender => null;

    protected override ValueTask<int> RetryAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        Queue.RetryNowAsync(filter, Time.GetUtcNow(), cancellationToken);

    protected override async ValueTask<int> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        (await Queue.CancelAsync(filter, cancellationToken).ConfigureAwait(false)).Sum(static delivery => delivery.Problem is null ? delivery.Recipients.Count : 0);

    protected override ValueTask<int> MoveAsync(DeliveryFilter filter, string source, CancellationToken cancellationToken) =>
        throw new ArgumentException("Nothing can be moved while the host is stopped: how mail leaves by an egress source is in its configuration, not in the spool.", nameof(source));

    protected override async Task PauseAsync(string group, DateTimeOffset? until, string? by, CancellationToken cancellationToken)
    {
        if (until <= Time.GetUtcNow())
        {
            throw new ArgumentOutOfRangeException(nameof(until), "The end of the pause is past.");
        }

        await ChangeAsync(group, (saved, now) => PausedPath.Pause(saved, now, until, by), cancellationToken).ConfigureAwait(false);
    }

    protected override Task ResumeAsync(string group, string? by, CancellationToken cancellationToken) => ChangeAsync(group, PausedPath.Resume, cancellationToken);

    protected override IEnumerable<PathStatus> GetRunning() => [];

    protected override string NameOf(string group) =>
        _shipped.Groups.FindByName(group)?.Name ?? (DomainName.TryNormalize(group, out string? domain, out _) ? domain : group);

    /// <summary>The shipped profile of the group, wide enough for what is saved: the host's may allow more.</summary>
    protected override PathController Restore(EgressPath path, PathState? saved, DateTimeOffset now)
    {
        PacingProfile profile = (_shipped.Groups.FindByName(path.Group) ?? _shipped.Groups.Default(path.Group)).Profile;
        ControlLimits limits = profile.ToLimits();
        if (saved is not null)
        {
            limits = limits with { MaxConnections = Math.Max(limits.MaxConnections, Math.Max(saved.Ceiling, saved.ManualCeiling ?? 0)) };
        }

        return new PathController(limits, saved, isNewSource: false, new Random(0), now);
    }

    private async Task ChangeAsync(string group, Func<PathState?, DateTimeOffset, PathState?> change, CancellationToken cancellationToken)
    {
        foreach (EgressPath path in PathsOf(group))
        {
            PathState? saved = await Queue.LoadPathStateAsync(path, cancellationToken).ConfigureAwait(false);
            if (change(saved, Time.GetUtcNow()) is { } changed)
            {
                await Queue.SavePathStateAsync(path, changed, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The group's paths that the spool knows; of a shipped group without any, those of all sources that it knows.</summary>
    private EgressPath[] PathsOf(string group)
    {
        string name = NameOf(group);
        EgressPath[] known = [.. Queue.GetDepths().Select(static depth => depth.Path).Concat(Queue.GetSavedPaths()).Distinct()];
        EgressPath[] paths = [.. known.Where(path => path.Group == name)];
        if (paths.Length == 0 && _shipped.Groups.FindByName(name) is not null)
        {
            paths = [.. known.Select(static path => path.Source).Distinct().Select(source => new EgressPath(source, name))];
        }

        return paths.Length > 0
            ? paths
            : throw new ArgumentException(
                $"The spool knows no destination group '{group}', only: {string.Join(", ", known.Select(static path => path.Group).Distinct().Order(StringComparer.Ordinal))}.", nameof(group));
    }
}
