using CampaignSender.Demo;
using CampaignSender.Spooling;
using Hotmail.Pacing;
using Hotmail.Pacing.Telemetry;

namespace CampaignSender;

/// <summary>What a view looks at.</summary>
/// <param name="Pacer">The pacer.</param>
/// <param name="Progress">The counts.</param>
/// <param name="Receivers">The demo's receivers, if it is the demo.</param>
/// <param name="Spool">Where the queue is.</param>
/// <param name="TimeScale">How much faster than real the clock runs, if it is the demo.</param>
/// <param name="Recipients">The campaign's size.</param>
internal sealed record CampaignStatus(ProviderPacer Pacer, CampaignProgress Progress, DemoReceivers? Receivers, CampaignSpool Spool, double? TimeScale, int Recipients)
{
    /// <summary>The groups whose mail is out, so that the pacer has let their paths go.</summary>
    public IEnumerable<KeyValuePair<string, GroupProgress>> Over(IReadOnlyList<PathSnapshot> paths) => Progress.Groups
        .Where(group => group.Value.Attempts > 0 && paths.All(path => path.Path.Group != group.Key))
        .OrderBy(static group => group.Key, StringComparer.Ordinal);
}
