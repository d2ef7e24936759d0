using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>The configuration that <c>pacer</c> runs with on every scenario: the shipped profile, and what a user would know.</summary>
internal static class OurProfile
{
    public const string Group = "microsoft-consumer";

    /// <summary>The maximum that the project's bars are stated for; the shipped one is 50, and 150 is by choice (design.md §10).</summary>
    public const int MaxConnections = 150;

    public static PacingProfile For(Scenario scenario) => ShippedProfiles.Find(Group)!.Over(new PacingProfile()) with
    {
        MaxParallelConnections = MaxConnections,
        QueueMaxAge = scenario.Traffic.QueueMaxAge,
    };
}
