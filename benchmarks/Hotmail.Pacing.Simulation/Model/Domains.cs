namespace Hotmail.Pacing.Simulation.Model;

/// <summary>
/// The recipients' domains, for the strategies that keep their limits per domain (facts/mta.md §7: at least these and a tail). The receiver does not tell them apart.
/// The shares are ours: nobody publishes them.
/// </summary>
internal static class Domains
{
    public static IReadOnlyList<string> Names { get; } = ["hotmail.com", "outlook.com", "live.com", "msn.com", "hosted.example"];

    public static IReadOnlyList<double> Shares { get; } = [0.45, 0.25, 0.15, 0.05, 0.1];
}
