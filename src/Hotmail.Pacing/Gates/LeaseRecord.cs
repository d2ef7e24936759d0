namespace Hotmail.Pacing.Gates;

/// <summary>The in-process gate's record of a lease; used again for later leases, which the token tells apart. Guarded by the gate's lock.</summary>
internal sealed class LeaseRecord(InProcessConnectionGate gate) : IConnectionLeaseOwner
{
    /// <summary>The token of the lease that is out; 0 while none is.</summary>
    public long Token { get; set; }

    public GatePath? Path { get; set; }

    public LeaseRecord? Older { get; set; }

    /// <summary>The next newer lease of the path; in the pool, the next free record.</summary>
    public LeaseRecord? Newer { get; set; }

    /// <summary>Whether it is one of those above the ceiling.</summary>
    public bool Closing { get; set; }

    /// <summary>Whether its holder has seen that it should close.</summary>
    public bool Told { get; set; }

    public bool ShouldClose(long token) => gate.ShouldClose(this, token);

    public CancellationToken GetLostToken(long token) => CancellationToken.None;

    public ValueTask ReleaseAsync(long token)
    {
        gate.Release(this, token);
        return default;
    }
}
