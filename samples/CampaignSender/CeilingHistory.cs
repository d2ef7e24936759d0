using CampaignSender.Demo;
using Hotmail.Pacing;

namespace CampaignSender;

/// <summary>Samples each group's ceiling, open connections and the receiver's cap, for the picture.</summary>
internal sealed class CeilingHistory(ProviderPacer pacer, DemoReceivers? receivers, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private readonly DateTimeOffset _start = time.GetUtcNow();

    public SortedDictionary<string, List<CeilingSample>> Groups { get; } = new(StringComparer.Ordinal);

    public async Task RecordAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            var minute = (time.GetUtcNow() - _start).TotalMinutes;
            foreach (var path in pacer.GetSnapshot().Paths)
            {
                if (!Groups.TryGetValue(path.Path.Group, out var samples))
                {
                    Groups[path.Path.Group] = samples = [];
                }

                var receiver = receivers?.Providers.GetValueOrDefault(path.Path.Group);
                samples.Add(new CeilingSample(minute, path.Ceiling, path.OpenConnections, receiver?.ConnectionCap, receiver?.Statistics.ConnectionsRefused ?? 0));
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}

/// <summary>One sample.</summary>
/// <param name="Minute">Minutes since the start, by the campaign's clock.</param>
/// <param name="Ceiling">The connections allowed.</param>
/// <param name="Open">The connections open.</param>
/// <param name="Cap">What the receiver allows, where it is known.</param>
/// <param name="Refused">The connections it has refused so far.</param>
internal sealed record CeilingSample(double Minute, int Ceiling, int Open, int? Cap, long Refused);
