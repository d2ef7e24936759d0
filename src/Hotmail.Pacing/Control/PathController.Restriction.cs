namespace Hotmail.Pacing.Control;

/// <content>What is laid on the path from outside. What was learned stays: it comes back when the restriction is lifted.</content>
public sealed partial class PathController
{
    /// <summary>The restriction in force; <see langword="null"/> for none, and while the ceiling comes back after one.</summary>
    public PathRestriction? Restriction => _bound?.Restriction;

    /// <summary>What the ceiling would be without a restriction and a person's word.</summary>
    internal int LearnedCeiling => _ceiling.Ceiling;

    /// <summary>
    /// Lays a restriction on the path, or lifts it. The ceiling falls at once; it comes back in steps, each of which doubles it after a hold in use, up to what was learned. The
    /// learned ceiling is not raised meanwhile. A person's ceiling goes before it, also where it is higher. Not saved over a restart: whoever laid it on the path is asked anew.
    /// </summary>
    /// <param name="restriction">The restriction; <see langword="null"/> for none. One that does the same for the same reason changes nothing.</param>
    /// <param name="now">The time.</param>
    public void Restrict(PathRestriction? restriction, DateTimeOffset now)
    {
        Advance(now);
        var before = Restriction;
        if (before is null ? restriction is null : restriction?.IsSameAs(before) == true)
        {
            _bound?.Renew(restriction);
            return;
        }

        _bound ??= new CeilingBound(_limits.Settings);
        _bound.Restrict(restriction, _ceiling.Ceiling, _open, now);
        if (before?.HoldRaises == true && restriction?.HoldRaises != true)
        {
            _ceiling.Use.RestartHold();
        }

        var reason = restriction is null ? Explanation.Lifted(before!, _bound, _ceiling) : Explanation.Restricted(restriction, _bound, _manualCeiling);
        EndBoundIfOver();
        Changed(restriction is null ? ControlEventKind.RestrictionLifted : ControlEventKind.Restricted, reason);
    }

    private void GiveBack(DateTimeOffset now)
    {
        var before = Ceiling;
        _bound!.Advance(now, _pause.Until is null ? _open : 0, _ceiling.Ceiling);
        EndBoundIfOver();
        if (Ceiling != before)
        {
            Changed(ControlEventKind.CeilingReturned, CeilingText);
        }
    }

    private void EndBoundIfOver()
    {
        if (_bound?.IsOver == true)
        {
            _bound = null;
        }
    }

    private DateTimeOffset RaiseDue(DateTimeOffset now, int open) =>
        _manualCeiling is not null ? DateTimeOffset.MaxValue
        : _bound is null || _bound.MayRaise(_ceiling.Ceiling) ? _ceiling.RaiseDue(now, open)
        : _bound.StepDue(now, open);
}
