using System.Globalization;
using CampaignSender.Spooling;

namespace CampaignSender.Views;

/// <summary>A line for each group now and then, for logs and pipes.</summary>
internal sealed class PlainView : ICampaignView
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    public async Task ShowAsync(CampaignStatus status, CancellationToken cancellationToken)
    {
        Intro.Print(status);
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(Interval, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Console.WriteLine(StatusTable.Title(status));
            var paths = status.Pacer.GetSnapshot().Paths;
            foreach (var path in paths)
            {
                var counts = status.Progress.Of(path.Path.Group);
                var cap = status.Receivers?.Providers.GetValueOrDefault(path.Path.Group)?.ConnectionCap;
                Console.WriteLine($"  {path.Path.Group}: {path.Phase}, {path.OpenConnections} open of {path.Ceiling} (cap {cap?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}), {path.Waiting.Values.Sum()} waiting");
                if (counts.LastRefusal is { } refusal)
                {
                    Console.WriteLine($"    last refused connection: {refusal}");
                }

                if (counts.LastProblem is { } problem)
                {
                    Console.WriteLine($"    last problem of a recipient: {problem}");
                }
            }

            foreach (var (group, counts) in status.Over(paths))
            {
                Console.WriteLine($"  {group}: over, {counts.Delivered} delivered");
            }
        }
    }

    public void Finish(CampaignSummary summary, CampaignSpool spool, string picture) => Summary.Print(summary, spool, picture);
}
