using System.Net;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Testing;
using Hotmail.Pacing.Transport;

namespace CampaignSender.Demo;

/// <summary>
/// The demo's world: a throttling receiver for each provider, the DNS that leads to them, and a transport that connects there and nowhere else,
/// so that no message of the demo can leave the machine.
/// </summary>
internal sealed class DemoReceivers : IMailExchangerResolver, IMailTransport, IAsyncDisposable
{
    private readonly Dictionary<string, ThrottlingReceiver> _byHost = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _hostByDomain = new(StringComparer.OrdinalIgnoreCase);
    private readonly MailKitTransport _transport;
    private readonly TimeProvider _time;

    public DemoReceivers(DemoSettings settings, TimeProvider time)
    {
        _time = time;
        _transport = new MailKitTransport(time);
        foreach (var (name, provider) in settings.Providers)
        {
            var receiver = ThrottlingReceiver.Start(new ThrottlingReceiverOptions
            {
                ConnectionCap = provider.Caps[0].Connections,
                MessageDelay = provider.MessageTime,
                Refusal = provider.Refusal,
                TimeProvider = time,
                HostName = provider.Host,
            });
            receiver.Greylist(provider.Greylist ? 1 : 0);
            provider.BadMailboxes.ForEach(receiver.BadMailbox);
            _byHost.Add(provider.Host, receiver);
            Providers.Add(name, receiver);
            if (Falling is null && provider.Caps.Zip(provider.Caps.Skip(1)).FirstOrDefault(static step => step.Second.Connections < step.First.Connections) is { First: { } from, Second: { } to })
            {
                Falling = (name, from.Connections, to.Connections);
            }

            provider.Domains.ForEach(domain => _hostByDomain.Add(domain, provider.Host));
        }
    }

    /// <summary>The receivers by destination group.</summary>
    public Dictionary<string, ThrottlingReceiver> Providers { get; } = [];

    /// <summary>The first provider whose cap falls, if any does.</summary>
    public (string Name, int From, int To)? Falling { get; }

    /// <summary>Lets the caps follow their schedule.</summary>
    public Task FollowAsync(DemoSettings settings, CancellationToken cancellationToken) =>
        Task.WhenAll(settings.Providers.Select(provider => FollowAsync(Providers[provider.Key], provider.Value.Caps, cancellationToken)));

    public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken) => ValueTask.FromResult(
        _hostByDomain.TryGetValue(domain, out var host)
            ? new MailExchangerAnswer(MailExchangerStatus.Found, [new MailExchanger(host, 10)])
            : new MailExchangerAnswer(MailExchangerStatus.NoSuchDomain, [], $"the demo knows no domain {domain}"));

    public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new HostAddresses([IPAddress.Loopback]));

    public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken) =>
        _transport.OpenAsync(request with { EndPoint = _byHost[request.Host].EndPoint }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var receiver in _byHost.Values)
        {
            await receiver.DisposeAsync();
        }
    }

    private async Task FollowAsync(ThrottlingReceiver receiver, List<DemoCap> caps, CancellationToken cancellationToken)
    {
        var start = _time.GetUtcNow();
        foreach (var step in caps)
        {
            var wait = start + step.At - _time.GetUtcNow();
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, _time, cancellationToken);
            }

            receiver.ConnectionCap = step.Connections;
        }
    }
}
