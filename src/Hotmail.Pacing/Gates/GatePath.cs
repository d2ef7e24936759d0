namespace Hotmail.Pacing.Gates;

/// <summary>One path at the in-process gate. Guarded by the gate's lock.</summary>
internal sealed class GatePath(EgressPath path)
{
    public EgressPath Path { get; } = path;

    public int Ceiling { get; set; }

    public int InUse { get; private set; }

    public int MostInUse { get; private set; }

    public LinkedList<LeaseWaiter> Waiters { get; } = [];

    /// <summary>Whether nothing would be lost by forgetting it but <see cref="MostInUse"/>.</summary>
    public bool IsIdle => Ceiling == 0 && InUse == 0 && Waiters.Count == 0;

    /// <summary>Whether a lease can be given. Nobody waits then: whatever makes room gives it to the line first.</summary>
    public bool HasRoom => InUse < Ceiling;

    private LeaseRecord? _oldest;
    private LeaseRecord? _newest;
    private int _closing;

    public void Add(LeaseRecord lease)
    {
        lease.Older = _newest;
        if (_newest is null)
        {
            _oldest = lease;
        }
        else
        {
            _newest.Newer = lease;
        }

        _newest = lease;
        MostInUse = Math.Max(MostInUse, ++InUse);
    }

    public void Remove(LeaseRecord lease)
    {
        if (lease.Older is null)
        {
            _oldest = lease.Newer;
        }
        else
        {
            lease.Older.Newer = lease.Newer;
        }

        if (lease.Newer is null)
        {
            _newest = lease.Older;
        }
        else
        {
            lease.Newer.Older = lease.Older;
        }

        InUse--;
        if (lease.Closing)
        {
            _closing--;
        }
    }

    /// <summary>
    /// Lets as many leases close as are above the ceiling: the newest first, since the older connections have proved themselves. When fewer have to, the oldest of them may stay;
    /// but one that has been told to close stays told, unless the ceiling has risen.
    /// </summary>
    /// <param name="evenTold">Whether the ceiling has risen.</param>
    public void ChooseClosing(bool evenTold)
    {
        int above = Math.Max(0, InUse - Ceiling);
        for (LeaseRecord? lease = _newest; _closing < above; lease = lease!.Older)
        {
            if (!lease!.Closing)
            {
                lease.Closing = true;
                _closing++;
            }
        }

        for (LeaseRecord? lease = _oldest; _closing > above && lease is not null; lease = lease.Newer)
        {
            if (lease.Closing && (evenTold || !lease.Told))
            {
                lease.Closing = false;
                lease.Told = false;
                _closing--;
            }
        }
    }
}
