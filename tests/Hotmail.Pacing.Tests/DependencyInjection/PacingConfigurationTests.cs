using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hotmail.Pacing.Tests.DependencyInjection;

public sealed class PacingConfigurationTests
{
    [Theory]
    [InlineData("microsoft-consumer", 25, 50, 50, 30)]
    [InlineData("microsoft-365", 25, 50, 50, 15)]
    [InlineData("gmail", 20, 50, 100, 10)]
    [InlineData("yahoo", 10, 30, 20, 15)]
    [InlineData("apple", 5, 10, 5, 15)]
    public void The_shipped_profiles_are_those_of_the_design(string name, int start, int max, int messages, int retryMinutes)
    {
        var profile = Compile().Groups.FindByName(name)!.Profile;
        Assert.Equal((start, max, messages), (profile.StartConnections, profile.MaxParallelConnections, profile.MaxMessagesPerConnection));
        Assert.Equal(TimeSpan.FromMinutes(retryMinutes), profile.Retry.InitialRetryDelay);
    }

    [Fact]
    public void All_other_domains_have_the_default_profile()
    {
        var profile = Compile().Groups.DefaultProfile;
        Assert.Equal((5, 20, 100), (profile.StartConnections, profile.MaxParallelConnections, profile.MaxMessagesPerConnection));
        Assert.Equal(TimeSpan.FromMinutes(10), profile.Retry.InitialRetryDelay);
        Assert.Equal(TimeSpan.FromDays(1), profile.QueueMaxAge);
    }

    [Fact]
    public void Without_sources_there_is_one_that_leaves_everything_to_the_system()
    {
        var source = Assert.Single(Compile().Sources);
        Assert.Equal(new EgressSource { Name = "default" }, source);
    }

    [Theory]
    [InlineData(false, 587)]
    [InlineData(true, 465)]
    public void A_relays_port_follows_from_how_tls_begins(bool implicitTls, int port)
    {
        var configuration = Compile(("EgressSources:a:Relay:Host", "relay"), ("EgressSources:a:Relay:ImplicitTls", implicitTls.ToString()));
        Assert.Equal(port, configuration.Sources[0].Relay!.Port);
    }

    [Fact]
    public void A_group_takes_what_it_does_not_set_from_the_shipped_one_and_then_from_the_default()
    {
        var groups = Compile(
            ("Default:QueueMaxAge", "06:00:00"),
            ("Default:MaxMessagesPerConnection", "3"),
            ("Default:Tls", "Required"),
            ("Groups:GMAIL:MaxParallelConnections", "30"),
            ("Groups:mine:Domains:0", "mine.example"),
            ("Groups:mine:Tls", "Off")).Groups;
        var gmail = groups.FindByName("gmail")!;
        Assert.Equal("gmail", gmail.Name);
        Assert.Equal((20, 30, 100), (gmail.Profile.StartConnections, gmail.Profile.MaxParallelConnections, gmail.Profile.MaxMessagesPerConnection));
        Assert.Equal(TimeSpan.FromHours(6), gmail.Profile.QueueMaxAge);
        Assert.Equal(Transport.TlsMode.Required, gmail.Profile.Tls);
        Assert.Same(gmail, groups.FindByDomain("gmail.com"));

        var mine = groups.FindByName("mine")!.Profile;
        Assert.Equal(3, mine.MaxMessagesPerConnection);
        Assert.Equal(Transport.TlsMode.Off, mine.Tls);
    }

    [Theory]
    [InlineData("10", 10)]
    [InlineData("40", 25)]
    public void A_start_that_is_not_set_is_the_shipped_one_or_the_maximum_if_less(string max, int start) =>
        Assert.Equal(start, Compile(("Groups:microsoft-consumer:MaxParallelConnections", max)).Groups.FindByName("microsoft-consumer")!.Profile.StartConnections);

    [Fact]
    public void The_longest_delay_gives_way_to_a_longer_first_one()
    {
        var retry = Compile(("Groups:gmail:InitialRetryDelay", "05:00:00")).Groups.FindByName("gmail")!.Profile.Retry;
        Assert.Equal(TimeSpan.FromHours(5), retry.MaxRetryDelay);
    }

    [Fact]
    public void One_line_merges_microsofts_two_groups()
    {
        var groups = Compile(("Groups:microsoft-365:MergeInto", "microsoft-consumer")).Groups;
        var consumer = groups.FindByDomain("hotmail.com");
        Assert.Same(consumer, groups.FindByHosts([new("contoso-com.mail.protection.outlook.com", 0)]));
        Assert.Same(consumer, groups.FindByHosts([new("hotmail-com.olc.protection.outlook.com", 0)]));
        Assert.Same(consumer, groups.FindByName("microsoft-365"));
        Assert.DoesNotContain(groups.All, static group => group.Name == "microsoft-365");
    }

    [Fact]
    public void A_merge_may_go_through_other_groups()
    {
        var groups = Compile(
            ("Groups:a:Domains:0", "a.example"),
            ("Groups:a:MergeInto", "b"),
            ("Groups:b:Domains:0", "b.example"),
            ("Groups:b:MergeInto", "gmail")).Groups;
        Assert.Equal("gmail", groups.FindByDomain("a.example")?.Name);
        Assert.Equal("gmail", groups.FindByDomain("b.example")?.Name);
    }

    [Fact]
    public void A_group_named_like_a_domain_is_that_domain()
    {
        var groups = Compile(("Groups:contoso.com:MaxParallelConnections", "3")).Groups;
        Assert.Equal(3, groups.FindByDomain("contoso.com")?.Profile.MaxParallelConnections);
    }

    [Fact]
    public void Patterns_of_a_shipped_group_are_replaced_by_what_the_host_writes()
    {
        var groups = Compile(("Groups:gmail:Domains:0", "gmail.com")).Groups;
        Assert.Equal("gmail", groups.FindByDomain("gmail.com")?.Name);
        Assert.Null(groups.FindByDomain("googlemail.com"));
        Assert.Equal("gmail", groups.FindByHosts([new("aspmx.l.google.com", 1)])?.Name);
    }

    [Fact]
    public void A_reload_makes_a_new_snapshot_and_leaves_the_old_one_as_it_was()
    {
        var root = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("ProviderPacing:Groups:gmail:MaxParallelConnections", (string?)"30")]).Build();
        var section = root.GetSection(PacingOptions.SectionName);
        var services = new ServiceCollection();
        services.AddOptions<PacingOptions>().Configure(options => PacingOptionsBinding.Bind(section, options));
        services.AddSingleton<IOptionsChangeTokenSource<PacingOptions>>(new ConfigurationChangeTokenSource<PacingOptions>(section));
        services.AddSingleton<IValidateOptions<PacingOptions>>(new PacingOptionsValidator());
        using var provider = services.BuildServiceProvider();
        var monitor = provider.GetRequiredService<IOptionsMonitor<PacingOptions>>();

        var before = PacingConfiguration.Compile(monitor.CurrentValue);
        root["ProviderPacing:Groups:gmail:MaxParallelConnections"] = "40";
        root["ProviderPacing:Groups:new.example:MaxParallelConnections"] = "2";
        root.Reload();
        var after = PacingConfiguration.Compile(monitor.CurrentValue);

        Assert.Equal(30, before.Groups.FindByName("gmail")!.Profile.MaxParallelConnections);
        Assert.Null(before.Groups.FindByDomain("new.example"));
        Assert.Equal(40, after.Groups.FindByName("gmail")!.Profile.MaxParallelConnections);
        Assert.NotNull(after.Groups.FindByDomain("new.example"));
    }

    [Fact]
    public void Changing_the_options_does_not_change_what_was_compiled_from_them()
    {
        var options = ConfigurationText.Options(("Groups:gmail:MaxParallelConnections", "30"), ("Dns:Servers:0", "192.0.2.53"));
        var configuration = PacingConfiguration.Compile(options);
        options.Groups.Clear();
        options.Dns.Servers.Clear();
        Assert.Equal(30, configuration.Groups.FindByName("gmail")!.Profile.MaxParallelConnections);
        Assert.Single(configuration.Dns.Servers);
    }

    private static PacingConfiguration Compile(params (string, string?)[] values)
    {
        Assert.Empty(ConfigurationText.Failures(values));
        return PacingConfiguration.Compile(ConfigurationText.Options(values));
    }
}
