namespace Hotmail.Pacing.Control;

/// <summary>What a restriction leaves of the learned ceiling: bounded at once, given back in steps, each after a hold in use.</summary>
internal sealed class CeilingBound(ControlSettings settings)
{
    /// <summary>0.29 of 100 is 29, whatever a binary fraction makes of it.</summary>
    private const double Rounding = 1e-9;

    private int _base;

    /// <summary>The restriction in force; <see langword="null"/> when it was lifted and the ceiling is still coming back.</summary>
    public PathRestriction? Restriction { get; private set; }

    /// <summary>The most that the restriction allows; <see cref="int.MaxValue"/> where it sets no limit.</summary>
    public int Allowed { get; private set; } = int.MaxValue;

    /// <summary>The most that may be open now; less than <see cref="Allowed"/> while the ceiling is coming back.</summary>
    public int Value { get; private set; } = int.MaxValue;

    public UseMeter Use { get; } = new(settings);

    /// <summary>Whether there is nothing left of it.</summary>
    public bool IsOver => Restriction is null && Value == int.MaxValue;

    /// <summary>Whether the learned ceiling may be raised.</summary>
    public bool MayRaise(int learned) => Restriction?.HoldRaises != true && Value > learned;

    /// <summary>Another restriction comes into force, or none.</summary>
    /// <param name="restriction">The restriction; <see langword="null"/> for none.</param>
    /// <param name="learned">The learned ceiling.</param>
    /// <param name="open">The connections open.</param>
    /// <param name="now">The time.</param>
    public void Restrict(PathRestriction? restriction, int learned, int open, DateTimeOffset now)
    {
        if (Restriction?.CeilingShare is null)
        {
            _base = learned;
        }

        var before = (Allowed, Value);
        var inForce = Math.Min(Value, learned);
        Restriction = restriction;
        Allowed = Math.Min(
            restriction?.MaxCeiling ?? int.MaxValue,
            restriction?.CeilingShare is { } share ? Math.Max(1, (int)((share * _base) + Rounding)) : int.MaxValue);
        Value = inForce < Math.Min(Allowed, learned) ? inForce : Allowed;
        if ((Allowed, Value) != before)
        {
            Use.Restart(now, reached: open >= Value);
        }
    }

    /// <summary>The same restriction, which may end at another time.</summary>
    public void Renew(PathRestriction? restriction) => Restriction = restriction;

    /// <summary>Accounts for the time that passed, and gives back a step if that is due.</summary>
    /// <returns>Whether more may be open now.</returns>
    public bool Advance(DateTimeOffset now, int open, int learned)
    {
        var goal = Math.Min(Allowed, learned);
        if (Value >= goal)
        {
            // Nothing is held back, or the receiver has taken away what was to be given back.
            Value = Allowed;
            return false;
        }

        Use.Pass(now, open, Value);
        if (!Use.IsComplete(Use.Settings.Hold, Value))
        {
            return false;
        }

        Value = Value >= goal - Value ? Allowed : Value * 2;
        Use.Restart(now, reached: false);
        return true;
    }

    /// <summary>When the next step may be due, as things stand; <see cref="DateTimeOffset.MaxValue"/> if only an event can bring it nearer.</summary>
    public DateTimeOffset StepDue(DateTimeOffset now, int open) =>
        Value < Allowed && Use.Missing(Use.Settings.Hold, open, Value) is { } missing && missing > TimeSpan.Zero ? now + missing : DateTimeOffset.MaxValue;
}
