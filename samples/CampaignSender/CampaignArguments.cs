namespace CampaignSender;

/// <summary>The command line.</summary>
internal sealed record CampaignArguments(
    string? Relay, bool Direct, FileInfo? Recipients, FileInfo? Template, FileInfo? Settings, FileInfo? Spool, FileInfo? Picture, bool Plain)
{
    public bool IsDemo => Relay is null && !Direct;
}
