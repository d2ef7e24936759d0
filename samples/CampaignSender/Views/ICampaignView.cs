using CampaignSender.Spooling;

namespace CampaignSender.Views;

/// <summary>Shows how the campaign goes.</summary>
internal interface ICampaignView
{
    /// <summary>Shows it until cancelled.</summary>
    Task ShowAsync(CampaignStatus status, CancellationToken cancellationToken);

    /// <summary>Sums it up; the last line is JSON.</summary>
    void Finish(CampaignSummary summary, CampaignSpool spool, string picture);
}
