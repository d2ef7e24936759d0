using CsCheck;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class DestinationGroupsTests
{
    private static readonly DestinationGroups Shipped = Compile();

    [Theory]
    [InlineData("hotmail.com", "microsoft-consumer")]
    [InlineData("HOTMAIL.COM", "microsoft-consumer")]
    [InlineData("hotmail.de", "microsoft-consumer")]
    [InlineData("hotmail.co.uk", "microsoft-consumer")]
    [InlineData("hotmail.com.br", "microsoft-consumer")]
    [InlineData("outlook.com", "microsoft-consumer")]
    [InlineData("live.nl", "microsoft-consumer")]
    [InlineData("msn.com", "microsoft-consumer")]
    [InlineData("passport.com", "microsoft-consumer")]
    [InlineData("windowslive.com", "microsoft-consumer")]
    [InlineData("gmail.com", "gmail")]
    [InlineData("googlemail.com", "gmail")]
    [InlineData("icloud.com", "apple")]
    [InlineData("me.com", "apple")]
    [InlineData("mac.com", "apple")]
    [InlineData("hotmail.evil.example", null)]
    [InlineData("hotmail.com.example", null)]
    [InlineData("hotmail.example.com", null)]
    [InlineData("hotmail.abc.uk", null)]
    [InlineData("hotmail", null)]
    [InlineData("nothotmail.com", null)]
    [InlineData("sub.hotmail.com", null)]
    [InlineData("msn.de", null)]
    [InlineData("example.com", null)]
    [InlineData("[192.0.2.1]", null)]
    public void A_domain_belongs_to_the_shipped_group_that_claims_it(string domain, string? group) =>
        Assert.Equal(group, Shipped.FindByDomain(domain)?.Name);

    [Theory]
    [InlineData("hotmail-com.olc.protection.outlook.com", "microsoft-consumer")]
    [InlineData("contoso-com.mail.protection.outlook.com", "microsoft-365")]
    [InlineData("contoso-com.r-v1.mx.microsoft", "microsoft-365")]
    [InlineData("ASPMX.L.GOOGLE.COM", "gmail")]
    [InlineData("gmail-smtp-in.l.google.com", "gmail")]
    [InlineData("aspmx2.googlemail.com", "gmail")]
    [InlineData("mta5.am0.yahoodns.net", "yahoo")]
    [InlineData("mx01.mail.icloud.com", "apple")]
    [InlineData("google.com", null)]
    [InlineData("evilgoogle.com", null)]
    [InlineData("protection.outlook.com", null)]
    [InlineData("192.0.2.1", null)]
    [InlineData("mx.example.com", null)]
    public void Hosts_belong_to_the_shipped_group_that_claims_them(string host, string? group) =>
        Assert.Equal(group, Shipped.FindByHosts([new MailExchanger(host, 10)])?.Name);

    [Fact]
    public void Only_hosts_of_the_lowest_preference_decide()
    {
        MailExchanger google = new("aspmx.l.google.com", 20);
        MailExchanger own = new("mx.example.com", 10);
        Assert.Null(Shipped.FindByHosts([google, own]));
        Assert.Equal("gmail", Shipped.FindByHosts([google, own with { Preference = 30 }])?.Name);
        Assert.Equal("gmail", Shipped.FindByHosts([google, own with { Preference = 20 }])?.Name);
        Assert.Null(Shipped.FindByHosts([]));
    }

    [Fact]
    public void Hosts_of_several_groups_give_the_same_group_in_any_order()
    {
        MailExchanger[] hosts = [new("mx.mail.icloud.com", 5), new("aspmx.l.google.com", 5), new("mta.yahoodns.net", 5), new("mx.example.com", 5)];
        Gen.Shuffle(hosts).Sample(static order => Assert.Equal("gmail", Shipped.FindByHosts(order)?.Name), iter: 100);
    }

    [Fact]
    public void A_domain_of_no_group_is_a_group_of_its_own()
    {
        var group = Shipped.Default("example.com");
        Assert.Equal("example.com", group.Name);
        Assert.Same(Shipped.DefaultProfile, group.Profile);
        Assert.Equal(group, Shipped.Default("example.com"));
    }

    [Fact]
    public void A_domain_that_bears_a_groups_name_does_not_become_that_group()
    {
        Assert.Null(Shipped.FindByDomain("yahoo"));
        Assert.Equal("yahoo.", Shipped.Default("yahoo").Name);
    }

    [Fact]
    public void Groups_are_found_by_name_in_any_case()
    {
        Assert.Equal("gmail", Shipped.FindByName("GMail")?.Name);
        Assert.Null(Shipped.FindByName("gmial"));
        Assert.Equal(["microsoft-consumer", "microsoft-365", "gmail", "yahoo", "apple"], Shipped.All.Select(static g => g.Name));
    }

    [Fact]
    public void The_hosts_own_patterns_come_before_the_shipped_ones()
    {
        var groups = Compile(
            ("mine", new() { Domains = ["hotmail.com"], MxPatterns = ["*.l.google.com"] }));
        Assert.Equal("mine", groups.FindByDomain("hotmail.com")?.Name);
        Assert.Equal("microsoft-consumer", groups.FindByDomain("hotmail.de")?.Name);
        Assert.Equal("mine", groups.FindByHosts([new("aspmx.l.google.com", 1)])?.Name);
        Assert.Equal("gmail", groups.FindByHosts([new("aspmx.google.com", 1)])?.Name);
    }

    [Fact]
    public void The_most_specific_pattern_wins()
    {
        var groups = Compile(
            ("exact", new() { Domains = ["a.b.example.com", "shop.com"] }),
            ("label", new() { Domains = ["shop.*"] }),
            ("near", new() { Domains = ["*.b.example.com"] }),
            ("far", new() { Domains = ["*.example.com", "*.org"] }));
        Assert.Equal("exact", groups.FindByDomain("a.b.example.com")?.Name);
        Assert.Equal("near", groups.FindByDomain("x.a.b.example.com")?.Name);
        Assert.Equal("far", groups.FindByDomain("b.example.com")?.Name);
        Assert.Null(groups.FindByDomain("example.com"));
        Assert.Equal("exact", groups.FindByDomain("shop.com")?.Name);
        Assert.Equal("label", groups.FindByDomain("shop.org")?.Name);
        Assert.Equal("far", groups.FindByDomain("other.org")?.Name);
    }

    [Fact]
    public void A_lookup_allocates_nothing()
    {
        MailExchanger[] hosts = [new("hotmail-com.olc.protection.outlook.com", 5), new("mx.example.com", 5)];
        Assert.Equal(0, Allocations.Least(() =>
        {
            Shipped.FindByDomain("hotmail.co.uk");
            Shipped.FindByDomain("a.b.example.com");
            Shipped.FindByHosts(hosts);
        }));
    }

    [Fact]
    public void The_same_configuration_gives_the_same_groups()
    {
        var again = Compile();
        var label = Gen.OneOf("hotmail", "live", "gmail", "com", "co", "uk", "example", "l", "google", "olc", "protection", "outlook");
        label.Array[1, 5].Select(static labels => string.Join('.', labels)).Sample(
            name =>
            {
                Assert.Equal(Shipped.FindByDomain(name), again.FindByDomain(name));
                Assert.Equal(Shipped.FindByHosts([new(name, 1)]), again.FindByHosts([new(name, 1)]));
                Assert.Same(Shipped.FindByDomain(name), Shipped.FindByDomain(name.ToUpperInvariant()));
            },
            iter: 5_000);
    }

    private static DestinationGroups Compile(params (string Name, DestinationGroupOptions Options)[] groups)
    {
        var options = new PacingOptions();
        foreach (var (name, group) in groups)
        {
            options.Groups.Add(name, group);
        }

        return PacingConfiguration.Compile(options).Groups;
    }
}
