using System.Globalization;

namespace Hotmail.Pacing.Control;

/// <summary>Says in words why a path is as it is.</summary>
internal static partial class Explanation
{
    public const string Blocked = "The receiver blocks this source for its reputation: somebody has to find out why and ask for delisting.";

    public static string Person(string? by) => string.IsNullOrWhiteSpace(by) ? "a person" : by;

    public static string RefusedAtFloor(int refusals) =>
        Text($"{refusals} connections in a row were refused, and the path cannot go any slower.");

    public static string Widespread(RefusalWindow window) => Text($"The throttle is widespread: {window.Throttled} of the last {window.Attempts} attempts.");

    public static string MessageCap(MessageCap cap) => cap.Learned > 0
        ? Text($"The receiver takes no more than {cap.Learned} messages on a connection.")
        : "The receiver's limit on messages per connection was learned too long ago to count.";

    public static string MessageRate(MessagePacer messages) => messages.Interval > TimeSpan.Zero
        ? Text($"The receiver limited the rate: one message each {Span(messages.Interval)}.")
        : "The message rate is not limited any more.";

    public static string Openings(OpeningPace pace) => pace.PerWindow > 0
        ? Text($"The receiver counts openings, not connections open at once: {pace.PerWindow} in {Span(pace.Settings.OpeningWindow)}, one each {Span(pace.Interval)}.")
        : "Openings are not spaced any more.";

    /// <summary>Which rule set the ceiling, on which evidence.</summary>
    public static string Ceiling(CeilingPolicy ceiling, ControlLimits limits, int? manual, CeilingBound? bound)
    {
        var memory = ceiling.Memory;
        var learned = ceiling.Rule switch
        {
            CeilingRule.Start => ceiling.IsNewSource ? "where a new source starts" : "where the profile starts",
            CeilingRule.Restored => "where the path stood before the restart",
            CeilingRule.Stepped => Text($"the next step after {ceiling.RaisedFrom} held for {Span(limits.Settings.Hold)} in use"),
            CeilingRule.Bisected => Text($"half the way from {ceiling.RaisedFrom}, which held, to {memory.Failed}, which failed"),
            CeilingRule.Probed => Text($"a probe, one above {ceiling.RaisedFrom}, which held, for what failed before may work again"),
            CeilingRule.SlowStarted => Text($"a slow start after a pause, up to {memory.SlowStartTo}"),
            CeilingRule.Regained => Text($"what had held before the receiver's cap fell, for more than failed since has held at {ceiling.RaisedFrom}"),
            CeilingRule.Earned => "one more than held for a new source's hold",
            CeilingRule.ProbeFailed => Text($"what was open when connection {memory.Failed} was refused{(memory.IsUnclear ? ", perhaps for the rate of openings" : string.Empty)}"),
            CeilingRule.CapMoved => Text($"just below {memory.Failed}, which had held and was refused: the receiver's cap has fallen"),
            CeilingRule.Halved => Text($"half of {memory.Failed}, refused again after a cut"),
            CeilingRule.TrustLost => "below what was refused, for a new source loses trust with each refusal",
            _ => "where a path starts after a pause",
        };
        return manual is not null
            ? Text($"The ceiling is {Math.Min(manual.Value, limits.MaxConnections)}, set by a person; the controller's own would be {ceiling.Ceiling}: {learned}.")
            : bound is not null && bound.Value < ceiling.Ceiling
                ? Text($"The ceiling is {bound.Value}, {Bounded(bound)}; the controller's own would be {ceiling.Ceiling}: {learned}.")
                : Text($"The ceiling is {ceiling.Ceiling}: {learned}.");
    }

    /// <summary>The whole state of a path.</summary>
    public static string Path(
        PathController path, CeilingPolicy ceiling, ControlLimits limits, int? manual, CeilingBound? bound, PauseGovernor pause, OpeningPacer openings, MessagePacer messages, MessageCap cap, DateTimeOffset now)
    {
        if (pause.Until is { } until)
        {
            var end = until == DateTimeOffset.MaxValue ? "somebody resumes it" : until.ToString("u", CultureInfo.InvariantCulture);
            return Text($"Paused until {end}. {pause.Reason} After it the path starts again from {(pause.RecoversSlowly ? Math.Min(path.Ceiling, limits.Settings.RecoveryStart) : path.Ceiling)}.");
        }

        var text = Ceiling(ceiling, limits, manual, bound) + " " + Raise(ceiling, limits, manual, bound, now);
        if (bound?.Restriction is { } restriction)
        {
            text += " " + Restricted(restriction, bound, manual);
        }

        if (now < openings.NotBefore)
        {
            text += Text($" No connection is opened for {Span(openings.NotBefore - now)} after the last refusal.");
        }

        if (openings.Pace.PerWindow > 0)
        {
            text += " " + Openings(openings.Pace);
        }

        if (messages.Interval > TimeSpan.Zero)
        {
            text += " " + MessageRate(messages);
        }

        return cap.Learned > 0 ? text + " " + MessageCap(cap) : text;
    }

    private static string Raise(CeilingPolicy ceiling, ControlLimits limits, int? manual, CeilingBound? bound, DateTimeOffset now)
    {
        if (manual is not null)
        {
            return "Only a person raises it.";
        }

        if (bound is not null && !bound.MayRaise(ceiling.Ceiling))
        {
            return Comeback(bound, ceiling.Ceiling);
        }

        if (ceiling.Next <= ceiling.Ceiling)
        {
            return ceiling.Ceiling >= limits.MaxConnections
                ? "The profile allows no more."
                : "More has to be reviewed by a person, who may set it.";
        }

        var wait = ceiling.NoRaiseBefore > now ? Text($", not before {ceiling.NoRaiseBefore.ToString("u", CultureInfo.InvariantCulture)}") : string.Empty;
        return Text($"It rises to {ceiling.Next} after {Span(ceiling.HoldNow)} of use without a refusal{wait}; used so far: {Span(ceiling.Use.Used)}.");
    }

    private static string Span(TimeSpan span) => span.TotalHours >= 2 ? Text($"{span.TotalHours:0.#} h")
        : span.TotalMinutes >= 2 ? Text($"{span.TotalMinutes:0.#} min")
        : span.TotalSeconds >= 1 ? Text($"{span.TotalSeconds:0.#} s")
        : Text($"{span.TotalMilliseconds:0.#} ms");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
