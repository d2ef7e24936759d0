namespace Hotmail.Pacing.Sqlite;

/// <summary>What can be set of a <see cref="SqliteDeliveryQueue"/>.</summary>
public sealed class SqliteQueueOptions
{
    /// <summary>
    /// How long the spool keeps what became of deliveries: their recipients with the last reply, and their attempts, but not their messages. Zero or more. See
    /// <see cref="SqliteDeliveryQueue.ListSettledAsync"/>.
    /// </summary>
    /// <value>Zero by default: what is settled is removed at once.</value>
    public TimeSpan KeepSettledFor { get; set; }

    internal void Check() => ArgumentOutOfRangeException.ThrowIfLessThan(KeepSettledFor, TimeSpan.Zero, nameof(KeepSettledFor));
}
