using System.Net;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.DependencyInjection;

namespace Hotmail.Pacing.Reputation.Tests.Checks;

public class SenderReputationServicesTests
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateScopes = true, ValidateOnBuild = true };

    [Fact]
    public void Every_part_that_is_registered_can_be_made()
    {
        var services = new ServiceCollection().AddSenderReputation().AddSenderReputation();
        using var provider = services.BuildServiceProvider(Strict);

        var own = services.Where(static service => service.ServiceType.Namespace?.StartsWith("Hotmail.Pacing.Reputation", StringComparison.Ordinal) == true).ToArray();
        Assert.True(own.Length >= 15);
        Assert.All(own, service => Assert.NotNull(provider.GetService(service.ServiceType)));
        Assert.Equal(own.Length, own.DistinctBy(static service => service.ServiceType).Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_resolver_of_the_hosts_own_is_asked_whether_it_came_before_or_after(bool before)
    {
        var zone = new ZoneResolver().Add("example.com", "TXT", "v=spf1 ip4:192.0.2.1 -all");
        var services = new ServiceCollection();
        if (before)
        {
            services.AddSingleton<IDnsResolver>(zone);
        }

        services.AddSenderReputation();
        if (!before)
        {
            services.AddSingleton<IDnsResolver>(zone);
        }

        await using var provider = services.BuildServiceProvider(Strict);
        var report = await provider.GetRequiredService<DomainCheck>().CheckAsync(new DomainCheckRequest { Domain = "example.com" }, TestContext.Current.CancellationToken);

        Assert.Equal("v=spf1 ip4:192.0.2.1 -all", report.Spf.Record);
        Assert.Contains("Txt example.com", zone.Questions);
    }

    [Fact]
    public void Options_of_each_call_are_applied()
    {
        using var provider = new ServiceCollection()
            .AddSenderReputation(static options => options.Dns.Servers.Add(new IPEndPoint(IPAddress.Loopback, 5353)))
            .AddSenderReputation(static options => options.Spf.VoidLookupLimit = -1)
            .BuildServiceProvider(Strict);

        Assert.Throws<ArgumentOutOfRangeException>(() => provider.GetRequiredService<DomainCheck>());
    }
}
