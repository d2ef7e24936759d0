using System.Net;
using Hotmail.Pacing.Destinations;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class DnsMailExchangerResolverTests : IDisposable
{
    private static readonly IPAddress[] BothFamilies = [IPAddress.Parse("192.0.2.9"), IPAddress.Parse("2001:db8::9")];

    private readonly ScriptedDns _dns = new();
    private readonly FakeTimeProvider _time = new();
    private readonly DnsMailExchangerResolver _resolver;
    private IReadOnlyCollection<IPAddress>? _local = BothFamilies;

    public DnsMailExchangerResolverTests() => _resolver = new DnsMailExchangerResolver(_dns, new DnsSettings { CacheSize = 3 }, _time, () => _local);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _resolver.Dispose();

    [Fact]
    public async Task Hosts_come_by_preference_and_once()
    {
        _dns.Mx("example.com", 300, ("mx2", 20), ("mx1b", 10), ("mx1a", 10), ("mx2", 30));
        var answer = await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(MailExchangerStatus.Found, answer.Status);
        Assert.Equal([new("mx1a", 10), new("mx1b", 10), new("mx2", 20)], answer.Hosts);
    }

    [Fact]
    public async Task A_null_mx_says_that_the_domain_takes_no_mail()
    {
        _dns.Mx("example.com", 300, ("", 0));
        var answer = await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(MailExchangerStatus.NullMx, answer.Status);
        Assert.Empty(answer.Hosts);
        Assert.Contains("RFC 7505", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_among_other_hosts_is_passed_over()
    {
        _dns.Mx("example.com", 300, ("", 0), ("mx", 10));
        var answer = await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(MailExchangerStatus.Found, answer.Status);
        Assert.Equal([new("mx", 10)], answer.Hosts);
    }

    [Fact]
    public async Task Of_a_thousand_hosts_only_the_most_preferred_are_kept()
    {
        _dns.Mx("example.com", 300, [.. Enumerable.Range(1, 1000).Select(static n => ($"mx{n}", 1001 - n))]);
        var answer = await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(Enumerable.Range(1, DnsMailExchangerResolver.MostExchangers), answer.Hosts.Select(static host => host.Preference));
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public async Task Without_mx_the_domain_is_its_own_host(string address)
    {
        _dns.NoData("example.com", DnsQuestionKind.Mx).Address("example.com", 300, address);
        var answer = await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(MailExchangerStatus.Implicit, answer.Status);
        Assert.Equal([new("example.com", 0)], answer.Hosts);
    }

    [Fact]
    public async Task A_domain_with_addresses_of_a_family_that_this_machine_lacks_does_exist()
    {
        _local = [IPAddress.Parse("192.0.2.9")];
        _dns.NoData("example.com", DnsQuestionKind.Mx).Address("example.com", 300, "2001:db8::1");
        Assert.Equal(MailExchangerStatus.Implicit, (await _resolver.ResolveAsync("example.com", Token)).Status);
        var addresses = await _resolver.ResolveAddressesAsync("example.com", Token);
        Assert.Empty(addresses.Addresses);
        Assert.Contains("only IPv6", addresses.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_with_neither_mx_nor_address_does_not_exist()
    {
        _dns.NoData("example.com", DnsQuestionKind.Mx).Address("example.com", 300);
        var answer = await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(MailExchangerStatus.NoSuchDomain, answer.Status);
        Assert.Contains("neither MX nor address", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_domain_that_is_not_in_the_dns_does_not_exist()
    {
        var answer = await _resolver.ResolveAsync("nowhere.example", Token);
        Assert.Equal(MailExchangerStatus.NoSuchDomain, answer.Status);
        Assert.Equal(1, _dns.Questions);
    }

    [Theory]
    [InlineData(nameof(DnsQuestionKind.Mx))]
    [InlineData(nameof(DnsQuestionKind.A))]
    [InlineData(nameof(DnsQuestionKind.Aaaa))]
    public async Task A_failed_lookup_is_temporary_and_forgotten_after_seconds(string failing)
    {
        _dns.NoData("example.com", DnsQuestionKind.Mx).Address("example.com", 300).Fails("example.com", Enum.Parse<DnsQuestionKind>(failing));
        var answer = await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(MailExchangerStatus.TemporaryFailure, answer.Status);
        Assert.Contains("SERVFAIL", answer.Reason, StringComparison.Ordinal);

        _dns.Mx("example.com", 300, ("mx", 1));
        _time.Advance(DnsMailExchangerResolver.FailureTtl - TimeSpan.FromMilliseconds(1));
        Assert.Equal(MailExchangerStatus.TemporaryFailure, (await _resolver.ResolveAsync("example.com", Token)).Status);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(MailExchangerStatus.Found, (await _resolver.ResolveAsync("example.com", Token)).Status);
    }

    [Theory]
    [InlineData(600, 600)]
    [InlineData(0, 60)]
    [InlineData(10_000_000, 86_400)]
    public async Task An_answer_is_kept_for_its_ttl_within_bounds(int ttl, int kept)
    {
        _dns.Mx("example.com", ttl, ("mx", 1));
        await _resolver.ResolveAsync("example.com", Token);
        _time.Advance(TimeSpan.FromSeconds(kept) - TimeSpan.FromMilliseconds(1));
        await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(1, _dns.Questions);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(2, _dns.Questions);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(30, 30)]
    [InlineData(86_400, 300)]
    public async Task An_absence_is_kept_for_a_short_time(int? ttl, int kept)
    {
        _dns.NoName("example.com", ttl);
        await _resolver.ResolveAsync("example.com", Token);
        _time.Advance(TimeSpan.FromSeconds(kept) - TimeSpan.FromMilliseconds(1));
        await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(1, _dns.Questions);
        _time.Advance(TimeSpan.FromMilliseconds(1));
        await _resolver.ResolveAsync("example.com", Token);
        Assert.Equal(2, _dns.Questions);
    }

    [Fact]
    public async Task A_kept_answer_comes_at_once_and_without_an_allocation()
    {
        _dns.Mx("example.com", 300, ("mx", 1)).Address("mx", 300, "192.0.2.1");
        await _resolver.ResolveAsync("example.com", Token);
        await _resolver.ResolveAddressesAsync("mx", Token);
        var least = long.MaxValue;
        for (var i = 0; i < Allocations.Rounds; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            await _resolver.ResolveAsync("example.com", Token);
            await _resolver.ResolveAddressesAsync("mx", Token);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        // Had one of them not come at once, its waiting would have allocated.
        Assert.Equal(0, least);
    }

    [Fact]
    public async Task One_lookup_serves_all_who_ask_and_outlives_the_one_who_leaves()
    {
        _dns.Mx("example.com", 300, ("mx", 1)).Hold();
        using var leaving = new CancellationTokenSource();
        var left = _resolver.ResolveAsync("example.com", leaving.Token).AsTask();
        var waiting = Enumerable.Range(0, 50).Select(_ => _resolver.ResolveAsync("example.com", Token).AsTask()).ToArray();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.All(waiting, static task => Assert.False(task.IsCompleted));

        _dns.Release();
        Assert.All(await Task.WhenAll(waiting), static answer => Assert.Equal(MailExchangerStatus.Found, answer.Status));
        Assert.Equal(1, _dns.Questions);
    }

    [Fact]
    public async Task Who_asks_with_a_cancelled_token_starts_no_lookup()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _resolver.ResolveAsync("example.com", new CancellationToken(true)).AsTask());
        Assert.Equal(0, _dns.Questions);
    }

    [Fact]
    public async Task Disposing_ends_the_lookups_under_way_with_a_temporary_failure()
    {
        _dns.Hold();
        var waiting = _resolver.ResolveAsync("example.com", Token).AsTask();
        _resolver.Dispose();
        var answer = await waiting;
        Assert.Equal(MailExchangerStatus.TemporaryFailure, answer.Status);
        Assert.Contains("stopped", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_domain_not_asked_for_longest_is_forgotten_first()
    {
        foreach (var domain in new[] { "a", "b", "c", "a", "d" })
        {
            _dns.Mx(domain, 300, ("mx", 1));
            await _resolver.ResolveAsync(domain, Token);
        }

        Assert.Equal(4, _dns.Questions);
        await _resolver.ResolveAsync("a", Token);
        await _resolver.ResolveAsync("c", Token);
        await _resolver.ResolveAsync("d", Token);
        Assert.Equal(4, _dns.Questions);
        await _resolver.ResolveAsync("b", Token);
        Assert.Equal(5, _dns.Questions);
    }

    [Theory]
    [InlineData("[192.0.2.1]", "192.0.2.1")]
    [InlineData("[IPv6:2001:db8::1]", "2001:db8::1")]
    public async Task An_address_literal_is_its_own_host_without_dns(string domain, string host)
    {
        var answer = await _resolver.ResolveAsync(domain, Token);
        Assert.Equal(MailExchangerStatus.Found, answer.Status);
        Assert.Equal([new(host, 0)], answer.Hosts);
        Assert.Equal([IPAddress.Parse(host)], (await _resolver.ResolveAddressesAsync(host, Token)).Addresses);
        Assert.Equal(0, _dns.Questions);
    }

    [Fact]
    public async Task Addresses_alternate_between_the_families_and_begin_with_ipv6()
    {
        _dns.Address("mx", 300, "192.0.2.1", "192.0.2.2", "192.0.2.3", "2001:db8::1", "2001:db8::2");
        var addresses = await _resolver.ResolveAddressesAsync("mx", Token);
        Assert.Null(addresses.Failure);
        Assert.Equal(["2001:db8::1", "192.0.2.1", "2001:db8::2", "192.0.2.2", "192.0.2.3"], addresses.Addresses.Select(static a => a.ToString()));
    }

    [Fact]
    public async Task Addresses_of_a_family_that_this_machine_lacks_are_left_out_except_loopback()
    {
        _local = [IPAddress.Loopback, IPAddress.IPv6Loopback, IPAddress.Parse("fe80::1"), IPAddress.Parse("192.0.2.9")];
        _dns.Address("mx", 300, "192.0.2.1", "2001:db8::1", "::1");
        var addresses = await _resolver.ResolveAddressesAsync("mx", Token);
        Assert.Equal(["::1", "192.0.2.1"], addresses.Addresses.Select(static a => a.ToString()));
    }

    [Fact]
    public async Task A_machine_that_shows_no_network_tries_everything()
    {
        _local = [IPAddress.Loopback];
        _dns.Address("mx", 300, "192.0.2.1", "2001:db8::1");
        Assert.Equal(2, (await _resolver.ResolveAddressesAsync("mx", Token)).Addresses.Count);
    }

    [Fact]
    public async Task The_machines_families_are_read_again_after_a_minute()
    {
        _local = [IPAddress.Parse("192.0.2.9")];
        _dns.Address("mx", 30, "192.0.2.1", "2001:db8::1");
        Assert.Single((await _resolver.ResolveAddressesAsync("mx", Token)).Addresses);
        _local = BothFamilies;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await _resolver.ResolveAddressesAsync("mx", Token)).Addresses.Count);
    }

    [Fact]
    public async Task One_family_serves_when_the_other_cannot_be_looked_up_and_is_asked_for_again_soon()
    {
        _dns.Address("mx", 3600, "192.0.2.1").Fails("mx", DnsQuestionKind.Aaaa);
        var addresses = await _resolver.ResolveAddressesAsync("mx", Token);
        Assert.Equal(["192.0.2.1"], addresses.Addresses.Select(static a => a.ToString()));
        _dns.Address("mx", 3600, "192.0.2.1", "2001:db8::1");
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, (await _resolver.ResolveAddressesAsync("mx", Token)).Addresses.Count);
    }

    [Fact]
    public async Task A_host_without_addresses_says_why()
    {
        _dns.Address("empty", 300).Fails("broken", DnsQuestionKind.A).NoData("broken", DnsQuestionKind.Aaaa);
        Assert.Equal("nowhere does not exist.", (await _resolver.ResolveAddressesAsync("nowhere", Token)).Failure);
        Assert.Equal("empty has no address.", (await _resolver.ResolveAddressesAsync("empty", Token)).Failure);
        Assert.Contains("SERVFAIL", (await _resolver.ResolveAddressesAsync("broken", Token)).Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dns_client_that_throws_is_a_temporary_failure()
    {
        using var resolver = new DnsMailExchangerResolver(new ThrowingDns(), new DnsSettings(), _time, () => null);
        var answer = await resolver.ResolveAsync("example.com", Token);
        Assert.Equal(MailExchangerStatus.TemporaryFailure, answer.Status);
        Assert.Contains("broken", answer.Reason, StringComparison.Ordinal);
    }

    private sealed class ThrowingDns : IDnsQuery
    {
        public ValueTask<DnsReply> AskAsync(string name, DnsQuestionKind kind, CancellationToken cancellationToken) => throw new InvalidOperationException("broken");
    }
}
