namespace CampaignSender;

/// <summary>What the process says to its caller.</summary>
internal static class ExitCodes
{
    /// <summary>The campaign is over: every recipient has its final status, be it delivered or refused for good.</summary>
    public const int Done = 0;

    /// <summary>A message was lost or delivered twice. It must not happen.</summary>
    public const int Broken = 1;

    /// <summary>The arguments, the recipients, the template or the settings are wrong, or the spool cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Interrupted: what was still waiting is in the spool.</summary>
    public const int Interrupted = 130;
}
