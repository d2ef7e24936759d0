using System.Net;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>How the DNS is asked.</summary>
public sealed class DnsResolverOptions
{
    /// <summary>The servers in the order to ask.</summary>
    /// <value>Empty: the system's.</value>
    public IList<IPEndPoint> Servers { get; } = [];

    /// <summary>How long one server may take over one question.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The rounds over the servers after the first.</summary>
    /// <value>1.</value>
    public int Retries { get; set; } = 1;

    /// <summary>Whether answers are kept for as long as their time to live says.</summary>
    /// <value>True.</value>
    public bool UseCache { get; set; } = true;
}
