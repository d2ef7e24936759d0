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

    /// <summary>How many questions to servers may be under way at once. Others wait for their turn, in their order; the time-out of a question begins with its turn.</summary>
    /// <value>100: with answers in 20 ms, 5,000 questions a second; and a tenth of the 1,000 clients for whom a BIND of default settings asks at once, so that it does not refuse other work.</value>
    public int MaxConcurrentQuestions { get; set; } = 100;
}
