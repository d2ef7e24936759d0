using CampaignSender.Spooling;
using Spectre.Console;

namespace CampaignSender.Views;

/// <summary>A table that is drawn anew several times a second.</summary>
internal sealed class LiveView : ICampaignView
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    public Task ShowAsync(CampaignStatus status, CancellationToken cancellationToken)
    {
        Intro.Print(status);
        return AnsiConsole.Live(StatusTable.Now(status)).StartAsync(async live =>
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await Task.Delay(Refresh, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                live.UpdateTarget(StatusTable.Now(status));
            }
        });
    }

    public void Finish(CampaignSummary summary, CampaignSpool spool, string picture) => Summary.Print(summary, spool, picture);
}
