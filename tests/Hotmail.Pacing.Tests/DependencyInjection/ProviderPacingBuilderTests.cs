using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Tests.Pacer;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.DependencyInjection;

namespace Hotmail.Pacing.Tests.DependencyInjection;

public sealed class ProviderPacingBuilderTests
{
    [Fact]
    public async Task A_group_that_is_added_takes_its_mail_and_a_shipped_one_is_changed()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing()
            .AddDestinationGroup("shop", static group => group.Domains = ["shop.example"])
            .AddDestinationGroup("gmail", static group => group.StartConnections = 3));

        Assert.Equal("shop", (await host.SendAsync("a@shop.example")).Path.Group);
        await host.SendAsync("a@gmail.com");
        Assert.Equal(3, host.Pacer.GetSnapshot().Paths.Single(static path => path.Path.Group == "gmail").Ceiling);
    }

    [Fact]
    public async Task A_group_in_code_is_laid_over_the_one_in_the_configuration()
    {
        await using var host = await PacerHost.StartAsync(
            static services => services.AddProviderPacing().AddDestinationGroup("SHOP", static group => group.StartConnections = 3),
            ("Groups:shop:Domains:0", "shop.example"),
            ("Groups:shop:StartConnections", "4"),
            ("Groups:shop:MaxParallelConnections", "7"));

        await host.SendAsync("a@shop.example");

        Assert.Equal(3, Assert.Single(host.Pacer.GetSnapshot().Paths).Ceiling);
        await host.Pacer.SetCeilingAsync("shop", 7, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Pacer.SetCeilingAsync("shop", 8, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Mail_leaves_by_a_source_that_is_added()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing()
            .AddEgressSource("second", static source => source.Relay = new RelayOptions { Host = "127.0.0.2" }));

        string[] sources = [(await host.SendAsync("a@one.example")).Path.Source, (await host.SendAsync("b@one.example")).Path.Source];

        Assert.Equal(["relay", "second"], sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Connections_are_leased_from_a_gate_of_the_hosts()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing().UseGate<CountingGate>());

        Assert.Equal(RecipientStatus.Delivered, (await host.SendAsync("a@one.example")).Status);

        Assert.True(Assert.IsType<CountingGate>(host.Services.GetRequiredService<IConnectionGate>()).Leases > 0);
    }

    [Fact]
    public async Task A_retry_is_when_a_scheduler_of_the_hosts_says()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing().UseTransport<DeferringTransport>().UseRetryScheduler<NewYearScheduler>());

        var result = await host.SendAsync("a@one.example");

        Assert.Equal((RecipientStatus.Deferred, NewYearScheduler.NewYear), (result.Status, result.RetryAt));
    }

    [Fact]
    public async Task A_reply_means_what_a_classifier_of_the_hosts_says()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing().UseTransport<DeferringTransport>().UseClassifier<SternClassifier>());

        var result = await host.SendAsync("a@one.example");

        Assert.Equal((RecipientStatus.Failed, ReplyClass.ContentRejected), (result.Status, result.Class));
    }

    [Fact]
    public async Task Rules_of_the_hosts_add_up_in_the_order_of_the_calls()
    {
        await using var host = await PacerHost.StartAsync(static services =>
        {
            services.AddProviderPacing().UseTransport<DeferringTransport>().AddClassificationRules(Rule("first", "elsewhere.example", ReplyClass.BadMailbox));
            services.AddProviderPacing()
                .AddClassificationRules(Rule("second", "one.example", ReplyClass.Greylist))
                .AddClassificationRules(Rule("third", "one.example", ReplyClass.BadDomain), Rule("fourth", "elsewhere.example", ReplyClass.BadDomain));
        });

        Assert.Equal(ReplyClass.BadMailbox, (await host.SendAsync("a@elsewhere.example")).Class);
        Assert.Equal(ReplyClass.Greylist, (await host.SendAsync("a@one.example")).Class);
        Assert.Equal(ReplyClass.ServerTemporary, (await host.SendAsync("a@two.example")).Class);

        static ClassificationRule Rule(string name, string group, ReplyClass meaning) => new() { Name = name, Providers = [group], Class = meaning };
    }

    [Fact]
    public void A_rule_that_is_wrong_is_refused_where_it_is_written()
    {
        var builder = new ServiceCollection().AddProviderPacing();

        var exception = Assert.Throws<ArgumentException>(() => builder.AddClassificationRules(new ClassificationRule { Name = "odd", Class = ReplyClass.Greylist, Codes = [999] }));

        Assert.Contains("odd", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(builder.Services, static service => service.ServiceType == typeof(ClassificationRule));
    }

    [Fact]
    public async Task All_observers_are_told_and_each_once()
    {
        FirstObserver first;
        SecondObserver second;
        await using (var host = await PacerHost.StartAsync(static services => services.AddProviderPacing()
            .AddObserver<FirstObserver>().AddObserver<SecondObserver>().AddObserver<FirstObserver>()))
        {
            await host.SendAsync("a@one.example");
            first = Assert.Single(host.Services.GetServices<IDeliveryObserver>().OfType<FirstObserver>());
            second = Assert.Single(host.Services.GetServices<IDeliveryObserver>().OfType<SecondObserver>());
        }

        // The host's end is the end of the telling.
        Assert.Equal(["a@one.example"], first.Settled);
        Assert.Equal(["a@one.example"], second.Settled);
    }

    [Fact]
    public async Task Domains_are_looked_up_by_a_resolver_of_the_hosts()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing(static options => options.EgressSources.Clear())
            .UseMailExchangerResolver<VainResolver>());

        var result = await host.SendAsync("a@one.example");

        Assert.Equal((RecipientStatus.Failed, ReplyClass.BadDomain), (result.Status, result.Class));
    }

    [Fact]
    public void The_last_part_that_is_named_holds()
    {
        using var provider = new ServiceCollection().AddProviderPacing().UseTransport<ScriptedTransport>().UseTransport<DeferringTransport>().Services.BuildServiceProvider();

        Assert.IsType<DeferringTransport>(provider.GetRequiredService<IMailTransport>());
        Assert.Single(provider.GetServices<IMailTransport>());
    }
}
