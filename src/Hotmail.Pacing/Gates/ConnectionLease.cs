namespace Hotmail.Pacing.Gates;

/// <summary>
/// The right to have one connection open on a path. A value over the gate's own record, so that taking and giving back allocates nothing;
/// copies are the same lease, and disposing one twice is harmless.
/// </summary>
public readonly struct ConnectionLease : IAsyncDisposable, IEquatable<ConnectionLease>
{
    private readonly IConnectionLeaseOwner? _owner;
    private readonly long _token;

    /// <summary>Makes a lease. For gates.</summary>
    /// <param name="owner">The gate's record of the lease.</param>
    /// <param name="token">What tells this lease from an earlier one of the same record.</param>
    /// <param name="openedAt">When it was granted.</param>
    public ConnectionLease(IConnectionLeaseOwner owner, long token, DateTimeOffset openedAt)
    {
        ArgumentNullException.ThrowIfNull(owner);
        _owner = owner;
        _token = token;
        OpenedAt = openedAt;
    }

    /// <summary>Whether this is a lease, and not the refusal of one.</summary>
    public bool IsAcquired => _owner is not null;

    /// <summary>When the lease was granted.</summary>
    public DateTimeOffset OpenedAt { get; }

    /// <summary>
    /// Whether the ceiling has fallen below this lease's rank: its connection should close after the message under way. Always <see langword="false"/> once disposed.
    /// </summary>
    public bool ShouldClose => _owner is not null && _owner.ShouldClose(_token);

    /// <summary>Cancelled when the lease is lost before it was given back, as when a cluster's store let it expire. An in-process gate loses none.</summary>
    public CancellationToken Lost => _owner is null ? CancellationToken.None : _owner.GetLostToken(_token);

    /// <summary>Gives the lease back.</summary>
    public ValueTask DisposeAsync() => _owner is null ? default : _owner.ReleaseAsync(_token);

    /// <inheritdoc />
    public bool Equals(ConnectionLease other) => ReferenceEquals(_owner, other._owner) && _token == other._token;

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is ConnectionLease other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(_owner, _token);

    /// <summary>Whether both are the same lease.</summary>
    public static bool operator ==(ConnectionLease left, ConnectionLease right) => left.Equals(right);

    /// <summary>Whether the two are different leases.</summary>
    public static bool operator !=(ConnectionLease left, ConnectionLease right) => !left.Equals(right);
}
