using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>
/// What the tests of direct mail have in common: the hosts of the zone <c>test</c>, all on one port of several loopback addresses as mail hosts all
/// are on port 25, and a pacer that finds them by a DNS server.
/// </summary>
internal static class DirectMail
{
    /// <summary>Far beyond what anything here takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The hosts' addresses.</summary>
    public static readonly IPAddress[] Addresses = [.. Enumerable.Range(2, 4).Select(static last => new IPAddress([127, 0, 0, (byte)last]))];

    /// <summary>A port that is free on all the hosts' addresses.</summary>
    public static int FreePort() => Loopback.FreePort(Addresses);

    /// <summary>The configuration: everything goes to the mail exchangers that the DNS server names.</summary>
    /// <param name="dns">The DNS server.</param>
    /// <param name="port">The hosts' port.</param>
    /// <param name="configure">Sets what holds for every domain.</param>
    public static PacingOptions Options(IPEndPoint dns, int port, Action<DestinationGroupOptions>? configure = null)
    {
        var options = Campaigns.Options(dns, configure);
        options.Default = options.Groups[Campaigns.Group];
        options.Groups.Clear();
        options.EgressSources.Clear();
        options.EgressSources["direct"] = new EgressSourceOptions { EhloName = "sender.test", Port = port };
        options.Dns.Servers.Add(dns.ToString());
        return options;
    }

    /// <summary>Starts a pacer that tells the observer.</summary>
    public static Task<ProviderPacer> StartAsync(PacingOptions options, CampaignObserver observer, CancellationToken cancellationToken) =>
        ProviderPacer.StartNewAsync(options, new PacerParts { Observers = [observer] }, cancellationToken);

    /// <summary>Starts a mail host.</summary>
    public static Task<NodeSmtpServer> StartHostAsync(IPAddress address, int port, CancellationToken cancellationToken) =>
        NodeSmtpServer.StartAsync(new NodeSmtpSettings { Address = address, Port = port }, cancellationToken);

    /// <summary>Keeps a port from being listened on: whoever connects to it is refused.</summary>
    public static Socket Refuse(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(address, port));
        return socket;
    }

    /// <summary>Sends one message to one recipient, and waits for the first verdict on it and for the record of the attempt that gave it.</summary>
    public static async Task<(RecipientResult Recipient, AttemptRecord Attempt)> SendAsync(
        this ProviderPacer pacer, string recipient, CampaignObserver observer, CancellationToken cancellationToken)
    {
        var result = await pacer.SendAsync(Campaigns.Message(recipient), cancellationToken).WaitAsync(Patience, cancellationToken);
        AttemptRecord? attempt = null;
        await observer.WaitUntilAsync(
            all => (attempt = all.Attempts.FirstOrDefault(one => one.MessageId == result.Receipt.MessageId)) is not null, $"the attempt for {recipient} is told", Patience, cancellationToken);
        return (Assert.Single(result.Recipients), attempt!);
    }
}
