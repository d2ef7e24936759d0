using System.Net;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>The configuration as the pacer works with it. Immutable: a reload compiles a new one, and what runs finishes on the old.</summary>
internal sealed class PacingConfiguration
{
    /// <summary>The name of the egress source that there is when none is configured.</summary>
    public const string DefaultSource = "default";

    private PacingConfiguration(PacingOptions options)
    {
        Groups = GroupCompiler.Compile(options);
        Sources = options.EgressSources.Count == 0
            ? [new EgressSource { Name = DefaultSource }]
            : options.EgressSources.Select(static source => ToSource(source.Key, source.Value)).ToArray();
        Dns = ToSettings(options.Dns);
        QueueCapacity = options.Queue.Capacity;
        MaxMessageSize = options.MaxMessageSize;
        StopTimeout = options.StopTimeout;
        ObserverBuffer = options.ObserverBuffer;
        ShowAddresses = options.ShowAddresses;
    }

    public DestinationGroups Groups { get; }

    /// <summary>The egress sources; at least one.</summary>
    public IReadOnlyList<EgressSource> Sources { get; }

    /// <summary>The names of the egress sources, for a text.</summary>
    public string SourceNames => string.Join(", ", Sources.Select(static source => source.Name));

    public DnsSettings Dns { get; }

    /// <summary>In deliveries.</summary>
    public int QueueCapacity { get; }

    /// <summary>In bytes.</summary>
    public long MaxMessageSize { get; }

    public TimeSpan StopTimeout { get; }

    /// <summary>In records.</summary>
    public int ObserverBuffer { get; }

    public bool ShowAddresses { get; }

    /// <summary>A source by its name; <see langword="null"/> when none of that name is configured.</summary>
    public EgressSource? FindSource(string name) => Sources.FirstOrDefault(source => string.Equals(source.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Compiles options that <see cref="PacingOptionsValidator"/> found in order. Later changes to the options do not show.</summary>
    public static PacingConfiguration Compile(PacingOptions options) => new(options);

    /// <summary>The keys in which this differs from the configuration at the start, of those that are read at the start alone.</summary>
    public IReadOnlyList<string> DifferingFixedKeys(PacingConfiguration started) =>
    [
        .. Differs(nameof(PacingOptions.Dns), !HasDnsOf(started)),
        .. Differs($"{nameof(PacingOptions.Queue)}:{nameof(QueueOptions.Capacity)}", QueueCapacity != started.QueueCapacity),
        .. Differs(nameof(PacingOptions.ObserverBuffer), ObserverBuffer != started.ObserverBuffer),
        .. Differs(nameof(PacingOptions.ShowAddresses), ShowAddresses != started.ShowAddresses),
    ];

    private static IEnumerable<string> Differs(string key, bool differs) => differs ? [key] : [];

    private bool HasDnsOf(PacingConfiguration other) =>
        Dns.Servers.SequenceEqual(other.Dns.Servers) && Dns with { Servers = [] } == other.Dns with { Servers = [] };

    private static EgressSource ToSource(string name, EgressSourceOptions options) => new()
    {
        Name = name,
        LocalAddress = options.LocalAddress is { } address ? IPAddress.Parse(address) : null,
        EhloName = options.EhloName is { } ehlo && DomainName.TryNormalize(ehlo, out var ascii, out _) ? ascii : null,
        Port = options.Port,
        IsNew = options.IsNew,
        Relay = options.Relay is { } relay ? ToEndpoint(relay) : null,
    };

    private static RelayEndpoint ToEndpoint(RelayOptions relay) => new()
    {
        Host = relay.Host ?? throw new InvalidOperationException("The relay has no host."),
        Port = relay.Port ?? (relay.ImplicitTls ? 465 : 587),
        Tls = relay.Tls,
        ImplicitTls = relay.ImplicitTls,
        UserName = string.IsNullOrEmpty(relay.UserName) ? null : relay.UserName,
        Password = string.IsNullOrEmpty(relay.Password) ? null : relay.Password,
    };

    private static DnsSettings ToSettings(DnsOptions dns) => new()
    {
        Servers = dns.Servers
            .Select(static text => DnsServerAddress.TryParse(text, out var server) ? server : throw new InvalidOperationException($"'{text}' is no DNS server."))
            .ToArray(),
        Timeout = dns.Timeout,
        Retries = dns.Retries,
        MinimumTtl = dns.MinimumTtl,
        MaximumTtl = dns.MaximumTtl,
        NegativeTtl = dns.NegativeTtl,
        CacheSize = dns.CacheSize,
    };
}
