namespace Hotmail.Pacing.Control;

/// <summary>Where a path stands. The bands are those of the article on S3115: below 25 connections, 25 to 50, 50 to 150, and over.</summary>
public enum PacingPhase : byte
{
    /// <summary>Nothing is sent until a set time.</summary>
    Paused = 0,

    /// <summary>The ceiling is below 25 connections.</summary>
    Recovery,

    /// <summary>The ceiling is 25 to 50.</summary>
    Controlled,

    /// <summary>The ceiling is above 50, up to 150.</summary>
    Expansion,

    /// <summary>The ceiling is above 150: only by explicit configuration.</summary>
    Review,
}
