using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Deletes what was learned of paths that nobody has used for long: there may be as many as there are domains. Used by the writer's thread, within its transaction.</summary>
internal sealed class PathStatePruning
{
    /// <summary>How long it is kept after it was last saved.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    private const int RowsAtOnce = 1000;

    private readonly SpoolStatement _next;
    private readonly SpoolStatement _delete;

    public PathStatePruning(SpoolDatabase database)
    {
        _next = database.Prepare($"SELECT source, destination_group, state FROM path_state WHERE (source, destination_group) > (?1, ?2) ORDER BY source, destination_group LIMIT {RowsAtOnce}");
        _delete = database.Prepare("DELETE FROM path_state WHERE source = ?1 AND destination_group = ?2");
    }

    /// <summary>Looks at so many as a transaction should hold.</summary>
    /// <param name="after">The last path that was looked at; empty names at the beginning.</param>
    /// <param name="now">The time.</param>
    /// <param name="hasMail">Whether a path has mail in the queue.</param>
    /// <returns>The last path that was looked at; <see langword="null"/> at the end.</returns>
    public EgressPath? Prune(EgressPath after, DateTimeOffset now, Func<EgressPath, bool> hasMail)
    {
        List<EgressPath> old = [];
        EgressPath? last = null;
        int count = 0;
        _next.Bind(1, after.Source).Bind(2, after.Group);
        for (; _next.Step(); count++)
        {
            var path = new EgressPath(_next.Text(0), _next.Text(1));
            last = path;
            if (PathStateJson.Read(_next.Text(2)) is { } state && IsOver(state, now) && !hasMail(path))
            {
                old.Add(path);
            }
        }

        foreach (EgressPath path in old)
        {
            _delete.Bind(1, path.Source).Bind(2, path.Group).Run();
        }

        return count == RowsAtOnce ? last : null;
    }

    /// <summary>What a person set stays until a person changes it, and a pause until it ends.</summary>
    private static bool IsOver(PathState state, DateTimeOffset now) =>
        now - state.SavedAt > KeptFor && state.ManualCeiling is null && !(state.PausedUntil > now);
}
