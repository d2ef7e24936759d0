namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>Something to write. All its methods are called by the writer's thread; exactly one of <see cref="Written"/> and <see cref="Failed"/> at the end.</summary>
internal abstract class SpoolWork
{
    /// <summary>About how many bytes it writes.</summary>
    public virtual long Size => 200;

    /// <summary>Writes it, within a transaction that others share. Called again when that failed.</summary>
    public abstract void Write(SpoolTables tables);

    /// <summary>It is on disk.</summary>
    public abstract void Written();

    /// <summary>It is not on disk, nor any part of it.</summary>
    public abstract void Failed(Exception exception);
}
