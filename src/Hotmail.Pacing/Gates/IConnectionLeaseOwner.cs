namespace Hotmail.Pacing.Gates;

/// <summary>A gate's record of a lease, to which a <see cref="ConnectionLease"/> points. For gates.</summary>
public interface IConnectionLeaseOwner
{
    /// <summary>Whether the lease is above the present ceiling.</summary>
    /// <param name="token">The lease's token; one that was given back answers <see langword="false"/>.</param>
    bool ShouldClose(long token);

    /// <summary>A token that is cancelled when the lease is lost.</summary>
    /// <param name="token">The lease's token.</param>
    CancellationToken GetLostToken(long token);

    /// <summary>Takes the lease back; a token that was given back already does nothing.</summary>
    /// <param name="token">The lease's token.</param>
    ValueTask ReleaseAsync(long token);
}
