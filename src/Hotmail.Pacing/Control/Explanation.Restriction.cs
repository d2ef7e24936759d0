namespace Hotmail.Pacing.Control;

/// <content>What is said of restrictions.</content>
internal static partial class Explanation
{
    /// <summary>A restriction came into force.</summary>
    public static string Restricted(PathRestriction restriction, CeilingBound bound, int? manual)
    {
        var effects = new List<string>(3);
        if (bound.Allowed < int.MaxValue)
        {
            effects.Add(manual is null ? Text($"the ceiling is at most {bound.Allowed}") : Text($"the ceiling would be at most {bound.Allowed}, but a person set it"));
        }

        if (restriction.HoldRaises)
        {
            effects.Add("the ceiling is not raised");
        }

        if (restriction.HoldDormant)
        {
            effects.Add("dormant recipients wait");
        }

        return Text($"Restricted because {restriction.Reason}: {(effects.Count == 0 ? "nothing changes" : string.Join(", ", effects))}.");
    }

    /// <summary>A restriction was lifted.</summary>
    public static string Lifted(PathRestriction restriction, CeilingBound bound, CeilingPolicy ceiling)
    {
        var back = bound.Value < ceiling.Ceiling ? Text($" The ceiling comes back from {bound.Value} to {ceiling.Ceiling} in steps.") : string.Empty;
        return Text($"No longer restricted because {restriction.Reason}.{back}");
    }

    private static string Bounded(CeilingBound bound) => bound.Value < bound.Allowed ? "coming back in steps after a restriction" : "as much as a restriction allows";

    /// <summary>What would raise a ceiling that a restriction keeps from being raised.</summary>
    private static string Comeback(CeilingBound bound, int learned) => bound.Value < Math.Min(bound.Allowed, learned)
        ? Text($"It doubles after each {Span(bound.Use.Settings.Hold)} of use, up to {Math.Min(bound.Allowed, learned)}; used so far: {Span(bound.Use.Used)}.")
        : "It is not raised meanwhile.";
}
