namespace Hotmail.Pacing.Control;

/// <content>What a person says: it goes before what the controller learned, and is recorded.</content>
public sealed partial class PathController
{
    /// <summary>Pauses the path.</summary>
    /// <param name="now">The time.</param>
    /// <param name="until">Until when; <see langword="null"/> until somebody resumes it.</param>
    /// <param name="by">Who says so, for the record.</param>
    public void Pause(DateTimeOffset now, DateTimeOffset? until, string? by)
    {
        Advance(now);
        if (until <= now)
        {
            return;
        }

        var reason = $"Paused by {Explanation.Person(by)}.";
        _pause.Begin(until, reason);
        Changed(ControlEventKind.ManualPause, reason);
    }

    /// <summary>Ends a pause, whoever made it. After one of the controller's the path recovers slowly. Without a pause it does nothing.</summary>
    /// <param name="now">The time.</param>
    /// <param name="by">Who says so, for the record.</param>
    public void Resume(DateTimeOffset now, string? by)
    {
        Advance(now);
        if (_pause.Until is not null)
        {
            EndPause(now, ControlEventKind.Resumed, $"Resumed by {Explanation.Person(by)}.");
        }
    }

    /// <summary>Sets the ceiling. The controller goes on learning beneath it, and waits after refusals as ever.</summary>
    /// <param name="now">The time.</param>
    /// <param name="ceiling">The ceiling, at least 1; what is above the profile's maximum counts as the maximum. <see langword="null"/> gives it back to the controller.</param>
    /// <param name="by">Who says so, for the record.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="ceiling"/> is below 1.</exception>
    public void SetCeiling(DateTimeOffset now, int? ceiling, string? by)
    {
        if (ceiling is { } value)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(ceiling));
        }

        Advance(now);
        if (ceiling == _manualCeiling)
        {
            return;
        }

        _manualCeiling = ceiling;
        Changed(ControlEventKind.ManualCeiling, ceiling is null
            ? $"The ceiling was given back to the controller by {Explanation.Person(by)}."
            : $"A ceiling of {Ceiling} was set by {Explanation.Person(by)}.");
    }
}
