using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Dispatch;

/// <summary>The host's restrictions as pumps ask for them: they are woken when one may have changed, and see by <see cref="Version"/> whether to ask again.</summary>
internal sealed class RestrictionBoard : IDisposable
{
    private readonly IPathRestrictions _restrictions;
    private readonly Func<IEnumerable<PathPump>> _pumps;
    private int _version;

    public RestrictionBoard(IPathRestrictions restrictions, Func<IEnumerable<PathPump>> pumps)
    {
        _restrictions = restrictions;
        _pumps = pumps;
        restrictions.Changed += OnChanged;
    }

    /// <summary>Another number after every change.</summary>
    public int Version => Volatile.Read(ref _version);

    public PathRestriction? Find(EgressPath path, DateTimeOffset now) => _restrictions.Find(path, now);

    public void Dispose() => _restrictions.Changed -= OnChanged;

    private void OnChanged()
    {
        Interlocked.Increment(ref _version);
        foreach (var pump in _pumps())
        {
            pump.Wake();
        }
    }
}
