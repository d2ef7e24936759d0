namespace Hotmail.Pacing.Telemetry;

/// <summary>A situation that a report shows, why, and what to do first.</summary>
/// <param name="Situation">The situation.</param>
/// <param name="Path">The path that shows it; its group is <c>(other)</c> for the groups that the report does not tell apart.</param>
/// <param name="Campaign">The campaign that most of it comes from, if one stands out.</param>
/// <param name="Evidence">The numbers, in a sentence.</param>
/// <param name="Cause">The likely cause.</param>
/// <param name="FirstAction">What to do first.</param>
public sealed record Advice(
    AdviceSituation Situation, EgressPath Path, string? Campaign, string Evidence, string Cause, string FirstAction);
