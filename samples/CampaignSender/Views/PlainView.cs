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
            foreach (var path in status.Pacer.GetSnapshot().Paths)
            {
                var cap = status.Receivers?.Providers.GetValueOrDefault(path.Path.Group)?.ConnectionCap;
                Console.WriteLine($"  {path.Path.Group}: {path.Phase}, {path.OpenConnections} open of {path.Ceiling} (cap {cap?.ToString() ?? "unknown"}), {path.Waiting.Values.Sum()} waiting");
                if (status.Progress.Of(path.Path.Group).LastProblem is { } problem)
                {
                    Console.WriteLine($"    last problem: {problem}");
                }
            }
        }
    }

    public void Finish(CampaignSummary summary, FileInfo picture) => Summary.Print(summary, picture);
}
