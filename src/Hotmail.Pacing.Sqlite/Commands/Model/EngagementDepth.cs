namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>How many deliveries of one engagement a path has. Each is in exactly one of the three numbers.</summary>
/// <param name="Engagement">The engagement.</param>
/// <param name="Queued">Those that wait for their first attempt.</param>
/// <param name="Deferred">Those that wait for another.</param>
/// <param name="InProgress">Those under way.</param>
internal sealed record EngagementDepth(Engagement Engagement, int Queued, int Deferred, int InProgress);
