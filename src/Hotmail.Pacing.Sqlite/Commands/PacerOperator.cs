using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Sqlite.Commands.Model;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>Does what is asked of a spool that a pacer sends from, by the pacer's own methods.</summary>
internal sealed class PacerOperator(SqliteDeliveryQueue queue, ProviderPacer pacer) : SpoolOperator(queue, pacer.Time)
{
    protected override int? Sender => Environment.ProcessId;

    protected override async ValueTask<int> RetryAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        await pacer.RetryNowAsync(filter, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<int> CancelAsync(DeliveryFilter filter, CancellationToken cancellationToken) =>
        await pacer.CancelWhereAsync(filter, cancellationToken).ConfigureAwait(false);

    protected override async ValueTask<int> MoveAsync(DeliveryFilter filter, string source, CancellationToken cancellationToken) =>
        await pacer.MoveAsync(filter, source, cancellationToken).ConfigureAwait(false);

    protected override Task PauseAsync(string group, DateTimeOffset? until, string? by, CancellationToken cancellationToken) =>
        pacer.PauseAsync(group, until, by, cancellationToken);

    protected override Task ResumeAsync(string group, string? by, CancellationToken cancellationToken) => pacer.ResumeAsync(group, by, cancellationToken);

    protected override IEnumerable<PathStatus> GetRunning() => pacer.GetSnapshot().Paths.Select(static path => new PathStatus
    {
        Group = path.Path.Group,
        Source = path.Path.Source,
        Phase = path.Phase,
        Ceiling = path.Ceiling,
        Open = path.OpenConnections,
        PausedUntil = PathStatus.EndOf(path.PausedUntil),
        Why = path.Why,
    });

    protected override string NameOf(string group) => pacer.NameOf(group);

    protected override PathController Restore(EgressPath path, PathState? saved, DateTimeOffset now) => pacer.Restore(path, saved, now);
}
