namespace Hotmail.Pacing.Control;

/// <summary>What a path controller changed.</summary>
public enum ControlEventKind : byte
{
    /// <summary>The path began.</summary>
    Started = 0,

    /// <summary>The ceiling rose after a full hold in use.</summary>
    Raised,

    /// <summary>The ceiling fell after a refused connection.</summary>
    Cut,

    /// <summary>The controller paused the path.</summary>
    Paused,

    /// <summary>A pause ran out.</summary>
    PauseEnded,

    /// <summary>A person paused the path.</summary>
    ManualPause,

    /// <summary>A person ended a pause.</summary>
    Resumed,

    /// <summary>A person set a ceiling, or gave it back to the controller.</summary>
    ManualCeiling,

    /// <summary>Fewer messages go on one connection than configured.</summary>
    MessageCapLowered,

    /// <summary>The learned cap on messages per connection was forgotten.</summary>
    MessageCapForgotten,

    /// <summary>Openings are spaced, or spaced further apart.</summary>
    OpeningsSpaced,

    /// <summary>Openings may follow each other faster, or as fast as they like.</summary>
    OpeningsEased,

    /// <summary>Messages are spaced, or spaced further apart.</summary>
    RateLowered,

    /// <summary>Messages may follow each other faster, or as fast as they like.</summary>
    RateRaised,

    /// <summary>The options were reloaded.</summary>
    Reconfigured,

    /// <summary>A restriction (<see cref="PathRestriction"/>) came into force, or another in its place.</summary>
    Restricted,

    /// <summary>A restriction was lifted; the ceiling comes back in steps.</summary>
    RestrictionLifted,

    /// <summary>After a restriction, a step of the ceiling came back.</summary>
    CeilingReturned,
}
