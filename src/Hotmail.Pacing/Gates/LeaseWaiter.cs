namespace Hotmail.Pacing.Gates;

/// <summary>A caller in line for a lease of a path.</summary>
internal sealed class LeaseWaiter(InProcessConnectionGate gate, GatePath path)
    : TaskCompletionSource<ConnectionLease>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public InProcessConnectionGate Gate { get; } = gate;

    public GatePath Path { get; } = path;

    /// <summary>The record of its lease, once it is granted. The holder cannot give it back before the task ends, so the record is not used again meanwhile.</summary>
    public LeaseRecord? Granted { get; set; }
}
