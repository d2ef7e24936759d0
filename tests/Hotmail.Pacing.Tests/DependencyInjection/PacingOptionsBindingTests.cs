using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Tests.DependencyInjection;

public sealed class PacingOptionsBindingTests
{
    [Fact]
    public void Every_key_of_a_group_arrives_in_its_profile()
    {
        var groups = Compile(
            ("Groups:shop:Domains:0", "shop.example"),
            ("Groups:shop:Domains:1", "*.shop.example"),
            ("Groups:shop:MxPatterns:0", "*.mx.shop.example"),
            ("Groups:shop:StartConnections", "3"),
            ("Groups:shop:MaxParallelConnections", "200"),
            ("Groups:shop:AllowOver150", "true"),
            ("Groups:shop:MaxMessagesPerConnection", "7"),
            ("Groups:shop:MaxRecipientsPerTransaction", "9"),
            ("Groups:shop:InitialRetryDelay", "00:05:00"),
            ("Groups:shop:RetryBackoff", "linear"),
            ("Groups:shop:RetryBackoffFactor", "1.5"),
            ("Groups:shop:MaxRetryDelay", "02:00:00"),
            ("Groups:shop:RetryJitterMin", "00:00:01"),
            ("Groups:shop:RetryJitterMax", "00:00:02"),
            ("Groups:shop:QueueMaxAge", "08:00:00"),
            ("Groups:shop:IdleTimeout", "00:00:03"),
            ("Groups:shop:Tls", "Required"),
            ("Groups:shop:ConnectTimeout", "00:00:11"),
            ("Groups:shop:GreetingTimeout", "00:00:12"),
            ("Groups:shop:CommandTimeout", "00:00:13"),
            ("Groups:shop:DataTimeout", "00:00:14"),
            ("Groups:shop:Control:FloorConnections", "2")).Groups;
        var group = groups.FindByDomain("www.shop.example")!;
        Assert.Same(group, groups.FindByDomain("shop.example"));
        Assert.Same(group, groups.FindByHosts([new("a.mx.shop.example", 1)]));
        Assert.Equal("shop", group.Name);

        var profile = group.Profile;
        Assert.Equal(3, profile.StartConnections);
        Assert.Equal(200, profile.MaxParallelConnections);
        Assert.Equal(7, profile.MaxMessagesPerConnection);
        Assert.Equal(9, profile.MaxRecipientsPerTransaction);
        Assert.Equal(TimeSpan.FromHours(8), profile.QueueMaxAge);
        Assert.Equal(TimeSpan.FromSeconds(3), profile.IdleTimeout);
        Assert.Equal(TlsMode.Required, profile.Tls);
        Assert.Equal(
            new RetrySettings
            {
                InitialRetryDelay = TimeSpan.FromMinutes(5),
                Backoff = RetryBackoff.Linear,
                BackoffFactor = 1.5,
                MaxRetryDelay = TimeSpan.FromHours(2),
                JitterMin = TimeSpan.FromSeconds(1),
                JitterMax = TimeSpan.FromSeconds(2),
            },
            profile.Retry);
        Assert.Equal(
            new SmtpTimeouts
            {
                Connect = TimeSpan.FromSeconds(11),
                Greeting = TimeSpan.FromSeconds(12),
                Command = TimeSpan.FromSeconds(13),
                Data = TimeSpan.FromSeconds(14),
            },
            profile.Timeouts);
        Assert.Equal(2, profile.Control.FloorConnections);
    }

    [Fact]
    public void The_articles_recovery_profile_is_written_key_for_key()
    {
        var groups = Compile(
            ("Groups:microsoft-recovery:MxPatterns:0", "*.protection.outlook.com"),
            ("Groups:microsoft-recovery:MxPatterns:1", "*.olc.protection.outlook.com"),
            ("Groups:microsoft-recovery:MaxParallelConnections", "25"),
            ("Groups:microsoft-recovery:MaxMessagesPerConnection", "50"),
            ("Groups:microsoft-recovery:InitialRetryDelay", "00:30:00"),
            ("Groups:microsoft-recovery:RetryBackoff", "Exponential"),
            ("Groups:microsoft-recovery:RetryJitterMin", "00:00:10"),
            ("Groups:microsoft-recovery:RetryJitterMax", "00:01:30"),
            ("Groups:microsoft-recovery:QueueMaxAge", "3.00:00:00")).Groups;
        var profile = groups.FindByName("microsoft-recovery")!.Profile;
        Assert.Equal(5, profile.StartConnections);
        Assert.Equal(25, profile.MaxParallelConnections);
        Assert.Equal(50, profile.MaxMessagesPerConnection);
        Assert.Equal(TimeSpan.FromMinutes(30), profile.Retry.InitialRetryDelay);
        Assert.Equal(RetryBackoff.Exponential, profile.Retry.Backoff);
        Assert.Equal(TimeSpan.FromSeconds(10), profile.Retry.JitterMin);
        Assert.Equal(TimeSpan.FromSeconds(90), profile.Retry.JitterMax);
        Assert.Equal(TimeSpan.FromDays(3), profile.QueueMaxAge);

        // Both of Microsoft's kinds of hosts, and the domains that are but a short cut to them.
        Assert.Equal("microsoft-recovery", groups.FindByHosts([new("hotmail-com.olc.protection.outlook.com", 2)])?.Name);
        Assert.Equal("microsoft-recovery", groups.FindByHosts([new("contoso-com.mail.protection.outlook.com", 0)])?.Name);
        Assert.Equal("microsoft-recovery", groups.FindByDomain("hotmail.com")?.Name);
        Assert.Equal("microsoft-365", groups.FindByHosts([new("contoso-com.o-v1.mx.microsoft", 0)])?.Name);
    }

    [Fact]
    public void All_other_keys_arrive()
    {
        var configuration = Compile(
            ("EgressSources:a:LocalAddress", "192.0.2.1"),
            ("EgressSources:a:EhloName", "Mail.Example.com"),
            ("EgressSources:a:Port", "2525"),
            ("EgressSources:a:IsNew", "true"),
            ("EgressSources:b:Relay:Host", "relay.example.com"),
            ("EgressSources:b:Relay:Port", "2587"),
            ("EgressSources:b:Relay:Tls", "Required"),
            ("EgressSources:b:Relay:ImplicitTls", "true"),
            ("EgressSources:b:Relay:UserName", "user"),
            ("EgressSources:b:Relay:Password", "secret"),
            ("Dns:Servers:0", "192.0.2.53"),
            ("Dns:Servers:1", "[2001:db8::53]:5353"),
            ("Dns:Timeout", "00:00:02"),
            ("Dns:Retries", "4"),
            ("Dns:MinimumTtl", "00:00:10"),
            ("Dns:MaximumTtl", "01:00:00"),
            ("Dns:NegativeTtl", "00:00:20"),
            ("Dns:CacheSize", "50"),
            ("Queue:Capacity", "1234"),
            ("MaxMessageSize", "1000"),
            ("StopTimeout", "00:00:07"),
            ("ObserverBuffer", "77"),
            ("ShowAddresses", "true"));
        var a = configuration.Sources[0];
        Assert.Equal(("a", "192.0.2.1", "mail.example.com", 2525, true), (a.Name, a.LocalAddress?.ToString(), a.EhloName, a.Port, a.IsNew));
        Assert.Null(a.Relay);
        var relay = configuration.Sources[1].Relay!;
        Assert.Equal(
            new RelayEndpoint { Host = "relay.example.com", Port = 2587, Tls = TlsMode.Required, ImplicitTls = true, UserName = "user", Password = "secret" },
            relay);
        Assert.Equal(["192.0.2.53:53", "[2001:db8::53]:5353"], configuration.Dns.Servers.Select(static s => s.ToString()));
        Assert.Equal(
            new DnsSettings
            {
                Servers = configuration.Dns.Servers,
                Timeout = TimeSpan.FromSeconds(2),
                Retries = 4,
                MinimumTtl = TimeSpan.FromSeconds(10),
                MaximumTtl = TimeSpan.FromHours(1),
                NegativeTtl = TimeSpan.FromSeconds(20),
                CacheSize = 50,
            },
            configuration.Dns);
        Assert.Equal(1234, configuration.QueueCapacity);
        Assert.Equal(1000, configuration.MaxMessageSize);
        Assert.Equal(TimeSpan.FromSeconds(7), configuration.StopTimeout);
        Assert.Equal(77, configuration.ObserverBuffer);
        Assert.True(configuration.ShowAddresses);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void An_empty_section_leaves_the_defaults(string? value)
    {
        var configuration = Compile(("Groups:contoso.com", value), ("EgressSources:a", value), ("Default", value), ("Dns", value), ("Queue", value), ("Groups:gmail", value));
        Assert.Equal("contoso.com", configuration.Groups.FindByDomain("contoso.com")?.Name);
        Assert.Equal(20, configuration.Groups.FindByName("gmail")?.Profile.StartConnections);
        Assert.Equal("a", Assert.Single(configuration.Sources).Name);
        Assert.Equal(new QueueOptions().Capacity, configuration.QueueCapacity);
    }

    [Fact]
    public void A_value_of_the_wrong_form_is_an_exception_that_names_the_key()
    {
        var e = Assert.Throws<InvalidOperationException>(() => ConfigurationText.Options(("Groups:gmail:StartConnections", "many")));
        Assert.Contains("ProviderPacing:Groups:gmail:StartConnections", e.Message, StringComparison.Ordinal);
    }

    private static PacingConfiguration Compile(params (string, string?)[] values)
    {
        Assert.Empty(ConfigurationText.Failures(values));
        return PacingConfiguration.Compile(ConfigurationText.Options(values));
    }
}
