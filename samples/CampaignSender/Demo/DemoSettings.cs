namespace CampaignSender.Demo;

/// <summary>The section <c>Demo</c> of the settings.</summary>
internal sealed class DemoSettings
{
    /// <summary>How many times faster than real the campaign's clock runs.</summary>
    public double TimeScale { get; set; } = 60;

    /// <summary>The providers, by the name of their destination group.</summary>
    public Dictionary<string, DemoProvider> Providers { get; } = [];

    /// <exception cref="CampaignInputException">A value is out of range; the message names its key.</exception>
    public void Check()
    {
        Require(TimeScale is >= 1 and <= 1000, "Demo:TimeScale", "from 1 to 1000");
        Require(Providers.Count > 0, "Demo:Providers", "at least one provider");
        foreach (var (name, provider) in Providers)
        {
            Require(provider.Domains.Count > 0, $"Demo:Providers:{name}:Domains", "at least one domain");
            Require(provider.Host.Length > 0, $"Demo:Providers:{name}:Host", "a host name");
            Require(provider.MessageTime >= TimeSpan.Zero, $"Demo:Providers:{name}:MessageTime", "zero or more");
            Require(provider.Caps.Count > 0 && provider.Caps[0].At == TimeSpan.Zero, $"Demo:Providers:{name}:Caps", "steps, the first of which is at 00:00:00");
            Require(provider.Caps.All(static step => step.Connections > 0), $"Demo:Providers:{name}:Caps", "connections of 1 or more");
        }
    }

    private static void Require(bool condition, string key, string allowed)
    {
        if (!condition)
        {
            throw new CampaignInputException($"settings: {key} must be {allowed}");
        }
    }
}

/// <summary>One provider of the demo.</summary>
internal sealed class DemoProvider
{
    /// <summary>The domains whose mail it takes.</summary>
    public List<string> Domains { get; } = [];

    /// <summary>The mail exchanger that the demo's DNS names for them; it decides the destination group where the domain does not.</summary>
    public string Host { get; set; } = string.Empty;

    /// <summary>How long a message takes, by the campaign's clock.</summary>
    public TimeSpan MessageTime { get; set; }

    /// <summary>Whether it defers each recipient's first message (greylisting).</summary>
    public bool Greylist { get; set; }

    /// <summary>What it says to a connection above its cap, in its own words.</summary>
    public string Refusal { get; set; } = "421 4.7.0 Too many concurrent SMTP connections from this IP address; please try again later";

    /// <summary>Addresses that it does not know.</summary>
    public List<string> BadMailboxes { get; } = [];

    /// <summary>The connections it allows at once, from which time on, by the campaign's clock.</summary>
    public List<DemoCap> Caps { get; } = [];
}

/// <summary>A step of a provider's cap.</summary>
internal sealed class DemoCap
{
    /// <summary>When it begins.</summary>
    public TimeSpan At { get; set; }

    /// <summary>The connections allowed at once.</summary>
    public int Connections { get; set; }
}
