using Hotmail.Pacing;

namespace CampaignSender;

/// <summary>One line of the recipients' file.</summary>
/// <param name="Line">Its line number.</param>
/// <param name="Address">The address.</param>
/// <param name="Engagement">How engaged it is.</param>
/// <param name="Fields">The merge fields.</param>
internal sealed record CampaignRecipient(int Line, string Address, Engagement Engagement, IReadOnlyDictionary<string, string> Fields);
