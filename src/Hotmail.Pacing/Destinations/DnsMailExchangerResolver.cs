using System.Net;

namespace Hotmail.Pacing.Destinations;

/// <summary>
/// Finds mail exchangers and their addresses in the DNS (RFC 5321 §5.1, RFC 7505). Answers are kept for their TTL, absences for a shorter time, failures
/// for a few seconds. There is one lookup of a name at a time.
/// </summary>
internal sealed class DnsMailExchangerResolver : IMailExchangerResolver, IDisposable
{
    // A failure is kept so that a thousand messages to one domain do not ask a thousand times, and no longer.
    internal static readonly TimeSpan FailureTtl = TimeSpan.FromSeconds(5);

    // More than any real domain has. A hostile zone can name thousands, which would be kept, and looked up one after the other.
    internal const int MostExchangers = 50;

    private readonly IDnsQuery _dns;
    private readonly DnsSettings _settings;
    private readonly AddressFamilies _families;
    private readonly LookupCache<MailExchangerAnswer> _domains;
    private readonly LookupCache<HostLookup> _hosts;

    public DnsMailExchangerResolver(DnsSettings settings, TimeProvider time)
        : this(new DnsClientQuery(settings, time), settings, time, LocalAddresses.Read)
    {
    }

    internal DnsMailExchangerResolver(IDnsQuery dns, DnsSettings settings, TimeProvider time, Func<IReadOnlyCollection<IPAddress>?> localAddresses)
    {
        _dns = dns;
        _settings = settings;
        _families = new AddressFamilies(localAddresses, time);
        _domains = new LookupCache<MailExchangerAnswer>(settings.CacheSize, time, LookUpDomainAsync);
        _hosts = new LookupCache<HostLookup>(settings.CacheSize, time, LookUpHostAsync);
    }

    public ValueTask<MailExchangerAnswer> ResolveAsync(string domain, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(domain);
        return DomainName.IsAddressLiteral(domain)
            ? new ValueTask<MailExchangerAnswer>(FromLiteral(domain))
            : _domains.GetAsync(domain, cancellationToken);
    }

    public ValueTask<HostAddresses> ResolveAddressesAsync(string host, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        if (DomainName.TryReadAddress(host, out var address))
        {
            return new ValueTask<HostAddresses>(new HostAddresses([address]));
        }

        var lookup = _hosts.GetAsync(host, cancellationToken);
        return lookup.IsCompletedSuccessfully ? new ValueTask<HostAddresses>(lookup.Result.Addresses) : AddressesOf(lookup);

        static async ValueTask<HostAddresses> AddressesOf(ValueTask<HostLookup> lookup) => (await lookup.ConfigureAwait(false)).Addresses;
    }

    public void Dispose()
    {
        _domains.Dispose();
        _hosts.Dispose();
    }

    private static MailExchangerAnswer FromLiteral(string domain) =>
        DomainName.TryReadLiteral(domain, out var address)
            ? new MailExchangerAnswer(MailExchangerStatus.Found, [new MailExchanger(address.ToString(), 0)])
            : new MailExchangerAnswer(MailExchangerStatus.NoSuchDomain, [], $"{domain} is not a valid address literal.");

    private async Task<(MailExchangerAnswer Answer, TimeSpan Ttl)> LookUpDomainAsync(string domain, CancellationToken lifetime)
    {
        var reply = await AskAsync(domain, DnsQuestionKind.Mx, lifetime).ConfigureAwait(false);
        return reply.Status switch
        {
            DnsReplyStatus.Found => (FromExchangers(domain, reply.Exchangers), Positive(reply.Ttl)),
            DnsReplyStatus.NoName => (new MailExchangerAnswer(MailExchangerStatus.NoSuchDomain, [], $"{domain} does not exist."), Negative(reply.Ttl)),
            DnsReplyStatus.NoData => await LookUpImplicitAsync(domain, reply, lifetime).ConfigureAwait(false),
            _ => (Failure(domain, reply.Reason), FailureTtl),
        };
    }

    private static MailExchangerAnswer FromExchangers(string domain, IReadOnlyList<MailExchanger> exchangers)
    {
        // A root among other hosts is a mistake in the zone (RFC 7505 §3): the others still count.
        MailExchanger[] hosts =
        [
            .. exchangers
                .Where(static exchanger => exchanger.Host.Length > 0)
                .OrderBy(static exchanger => exchanger.Preference)
                .ThenBy(static exchanger => exchanger.Host, StringComparer.Ordinal)
                .DistinctBy(static exchanger => exchanger.Host)
                .Take(MostExchangers),
        ];
        return hosts.Length == 0
            ? new MailExchangerAnswer(MailExchangerStatus.NullMx, [], $"{domain} takes no mail (null MX, RFC 7505).")
            : new MailExchangerAnswer(MailExchangerStatus.Found, hosts);
    }

    private async Task<(MailExchangerAnswer Answer, TimeSpan Ttl)> LookUpImplicitAsync(string domain, DnsReply noMx, CancellationToken lifetime)
    {
        var host = await LookUpAddressesAsync(domain, lifetime).ConfigureAwait(false);
        var noMxTtl = Negative(noMx.Ttl);
        var ttl = host.Ttl < noMxTtl ? host.Ttl : noMxTtl;
        return host.Status switch
        {
            DnsReplyStatus.Found => (new MailExchangerAnswer(MailExchangerStatus.Implicit, [new MailExchanger(domain, 0)]), ttl),
            DnsReplyStatus.Failed => (Failure(domain, host.Addresses.Failure), FailureTtl),
            _ => (new MailExchangerAnswer(MailExchangerStatus.NoSuchDomain, [], $"{domain} has neither MX nor address records."), ttl),
        };
    }

    private async Task<(HostLookup Lookup, TimeSpan Ttl)> LookUpHostAsync(string host, CancellationToken lifetime)
    {
        var lookup = await LookUpAddressesAsync(host, lifetime).ConfigureAwait(false);
        return (lookup, lookup.Ttl);
    }

    private async Task<HostLookup> LookUpAddressesAsync(string host, CancellationToken lifetime)
    {
        var asking = AskAsync(host, DnsQuestionKind.Aaaa, lifetime);
        var four = await AskAsync(host, DnsQuestionKind.A, lifetime).ConfigureAwait(false);
        var six = await asking.ConfigureAwait(false);
        if (six.Addresses.Count + four.Addresses.Count > 0)
        {
            return FromAddresses(host, six, four);
        }

        if (six.Status == DnsReplyStatus.Failed || four.Status == DnsReplyStatus.Failed)
        {
            var reason = four.Status == DnsReplyStatus.Failed ? four.Reason : six.Reason;
            return new HostLookup(DnsReplyStatus.Failed, new HostAddresses([], $"The addresses of {host} could not be looked up: {reason}"), FailureTtl);
        }

        var noName = four.Status == DnsReplyStatus.NoName;
        return new HostLookup(
            four.Status,
            new HostAddresses([], noName ? $"{host} does not exist." : $"{host} has no address."),
            Least(Negative(six.Ttl), Negative(four.Ttl)));
    }

    private HostLookup FromAddresses(string host, DnsReply six, DnsReply four)
    {
        var ttl = Least(TtlOf(six), TtlOf(four));
        var order = _families.Order(six.Addresses, four.Addresses);
        var missing = six.Addresses.Count > 0 ? "IPv6" : "IPv4";
        var failure = order.Count == 0 ? $"{host} has only {missing} addresses, and this machine has none to send from." : null;
        return new HostLookup(DnsReplyStatus.Found, new HostAddresses(order, failure), ttl);
    }

    private async Task<DnsReply> AskAsync(string name, DnsQuestionKind kind, CancellationToken lifetime)
    {
        try
        {
            return await _dns.AskAsync(name, kind, lifetime).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            return new DnsReply(DnsReplyStatus.Failed) { Reason = lifetime.IsCancellationRequested ? "The resolver was stopped." : e.Message };
        }
    }

    private static MailExchangerAnswer Failure(string domain, string? reason) =>
        new(MailExchangerStatus.TemporaryFailure, [], $"The mail exchangers of {domain} could not be looked up: {reason}");

    /// <summary>How long one family's answer lets both be kept: where the other one was found, its absence does not matter, and its failure only makes for asking again soon.</summary>
    private TimeSpan TtlOf(DnsReply reply) => reply.Status switch
    {
        DnsReplyStatus.Found => Positive(reply.Ttl),
        DnsReplyStatus.Failed => _settings.MinimumTtl > FailureTtl ? _settings.MinimumTtl : FailureTtl,
        _ => _settings.MaximumTtl,
    };

    private TimeSpan Positive(TimeSpan? ttl) => Clamp(ttl ?? _settings.MinimumTtl, _settings.MinimumTtl, _settings.MaximumTtl);

    private TimeSpan Negative(TimeSpan? ttl) => Clamp(ttl ?? _settings.MinimumTtl, TimeSpan.Zero, _settings.NegativeTtl);

    private static TimeSpan Clamp(TimeSpan value, TimeSpan min, TimeSpan max) => value < min ? min : Least(value, max);

    private static TimeSpan Least(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
