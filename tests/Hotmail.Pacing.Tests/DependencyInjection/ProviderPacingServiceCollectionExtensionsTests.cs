using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Testing;
using Hotmail.Pacing.Tests.Pacer;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.DependencyInjection;

public sealed class ProviderPacingServiceCollectionExtensionsTests
{
    private static readonly ServiceProviderOptions Checked = new() { ValidateOnBuild = true, ValidateScopes = true };

    [Fact]
    public async Task A_checked_container_is_built_and_has_one_pacer_without_configuration_logging_or_meters()
    {
        await using var provider = new ServiceCollection().AddProviderPacing().AddObserver<FirstObserver>().Services.BuildServiceProvider(Checked);

        Assert.Same(provider.GetRequiredService<ProviderPacer>(), provider.CreateScope().ServiceProvider.GetRequiredService<ProviderPacer>());
        Assert.Single(provider.GetServices<IHostedService>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Parts_that_the_host_registers_before_or_after_replace_the_shipped_ones(bool before)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var queue = new InMemoryDeliveryQueue(10);
        await using var provider = Registered(before, services => services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IDeliveryQueue>(queue)
            .AddSingleton<IConnectionGate, CountingGate>()
            .AddSingleton<IMailTransport, DeferringTransport>()
            .AddSingleton<IReplyClassifier, SternClassifier>()
            .AddSingleton<IRetryScheduler, NewYearScheduler>()
            .AddSingleton<IMailExchangerResolver, VainResolver>()
            .AddSingleton<IDeliveryObserver, FirstObserver>());

        Assert.Same(time, provider.GetRequiredService<TimeProvider>());
        Assert.Same(queue, provider.GetRequiredService<IDeliveryQueue>());
        Assert.IsType<CountingGate>(provider.GetRequiredService<IConnectionGate>());
        Assert.IsType<DeferringTransport>(provider.GetRequiredService<IMailTransport>());
        Assert.IsType<SternClassifier>(provider.GetRequiredService<IReplyClassifier>());
        Assert.IsType<NewYearScheduler>(provider.GetRequiredService<IRetryScheduler>());
        Assert.IsType<VainResolver>(provider.GetRequiredService<IMailExchangerResolver>());
        Assert.IsType<FirstObserver>(Assert.Single(provider.GetServices<IDeliveryObserver>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_pacer_works_with_the_parts_that_the_host_registered(bool before)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var queue = new InMemoryDeliveryQueue(10);
        var gate = new CountingGate(time);
        await using var provider = Registered(before, services => services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IDeliveryQueue>(queue)
            .AddSingleton<IConnectionGate>(gate)
            .AddSingleton<IMailTransport, DeferringTransport>()
            .AddSingleton<IRetryScheduler, NewYearScheduler>());
        var pacer = provider.GetRequiredService<ProviderPacer>();

        var sent = await pacer.SendAsync(PacerHarness.Message("a@one.example"), TestContext.Current.CancellationToken)
            .WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken);

        Assert.Equal(time.GetUtcNow(), sent.Receipt.AcceptedAt);
        Assert.Equal(NewYearScheduler.NewYear, Assert.Single(sent.Recipients).RetryAt);
        Assert.True(gate.Leases > 0);
        Assert.Single(queue.GetDepths());
    }

    [Fact]
    public async Task The_shipped_transport_has_the_hosts_options_and_log()
    {
        await using var server = ThrottlingReceiver.Start();
        await using var host = await PacerHost.StartAsync(
            services =>
            {
                services.RemoveAll<IMailTransport>().Configure<MailKitTransportOptions>(options => options.TrustedRoots.Add(server.Certificate));
                services.AddLogging(static logging => logging.SetMinimumLevel(LogLevel.Debug)).AddProviderPacing();
            },
            ("EgressSources:relay:Relay:Port", $"{server.Port}"),
            ("EgressSources:relay:Relay:Tls", "Required"));

        Assert.Equal(RecipientStatus.Delivered, (await host.SendAsync("a@one.example")).Status);

        Assert.Contains(host.Services.GetRequiredService<FakeLogCollector>().GetSnapshot(), static record => record.Category == typeof(MailKitTransport).FullName);
    }

    [Fact]
    public async Task Called_again_it_adds_nothing_twice()
    {
        await using var host = await PacerHost.StartAsync(
            static services =>
            {
                services.AddProviderPacing().AddObserver<FirstObserver>();
                services.AddProviderPacing(static options => options.MaxMessageSize = 1000);
                services.AddProviderPacing().AddDestinationGroup("shop", static group => group.StartConnections = 3);
            },
            ("Groups:shop:Domains:0", "shop.example"));

        Assert.Single(host.Services.GetServices<ProviderPacer>());
        Assert.Single(host.Services.GetServices<IHostedService>());
        Assert.Equal("shop", (await host.SendAsync("a@shop.example")).Path.Group);
        Assert.Equal(["a@shop.example"], host.Transport.Sent);
        Assert.Single(host.Logged, static line => line.StartsWith("1001 ", StringComparison.Ordinal));

        // The binder lays the configuration over the options once: a list that is bound twice has everything twice.
        var options = host.Services.GetRequiredService<IOptions<PacingOptions>>().Value;
        Assert.Equal((1000, 3), (options.MaxMessageSize, options.Groups["shop"].StartConnections));
        Assert.Equal(["shop.example"], options.Groups["shop"].Domains);
    }

    [Fact]
    public void What_is_set_in_code_has_the_last_word()
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(Root(("ProviderPacing:MaxMessageSize", "2000"), ("ProviderPacing:ObserverBuffer", "7")))
            .AddProviderPacing(static options => options.MaxMessageSize = 1000)
            .Services.BuildServiceProvider(Checked);

        var options = provider.GetRequiredService<IOptions<PacingOptions>>().Value;

        Assert.Equal((1000, 7), (options.MaxMessageSize, options.ObserverBuffer));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_section_of_the_callers_choice_holds_whichever_call_came_first(bool first)
    {
        var root = Root(("ProviderPacing:MaxMessageSize", "2000"), ("Mail:Pacing:MaxMessageSize", "1000"));
        var services = new ServiceCollection().AddSingleton<IConfiguration>(root);
        services = first ? services.AddProviderPacing(root.GetSection("Mail:Pacing")).Services : services.AddProviderPacing().Services;
        services = first ? services.AddProviderPacing().Services : services.AddProviderPacing(root.GetSection("Mail:Pacing")).Services;
        using var provider = services.BuildServiceProvider(Checked);

        Assert.Equal(1000, provider.GetRequiredService<IOptions<PacingOptions>>().Value.MaxMessageSize);
    }

    [Theory]
    [InlineData("Groups:gmail:StartConnections", "60", "Mail:Pacing:Groups:gmail:StartConnections is 60; it must be between 1 and 50 (Mail:Pacing:Groups:gmail:MaxParallelConnections).")]
    [InlineData("EgressSources:a:Port", "0", "Mail:Pacing:EgressSources:a:Port is 0; it must be between 1 and 65535.")]
    [InlineData("Dns:Retries", "11", "Mail:Pacing:Dns:Retries is 11; it must be between 0 and 10.")]
    [InlineData("Dns:Retrie", "1", "Mail:Pacing:Dns:Retrie is no known key. Did you mean Retries?")]
    public void What_is_wrong_in_such_a_section_is_named_as_it_is_written_there(string key, string value, string expected)
    {
        using var provider = new ServiceCollection().AddProviderPacing(Root(($"Mail:Pacing:{key}", value)).GetSection("Mail:Pacing")).Services.BuildServiceProvider(Checked);

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<PacingOptions>>().Value);

        Assert.Equal([expected], exception.Failures);
    }

    [Fact]
    public void A_configuration_of_its_own_needs_no_section()
    {
        using var provider = new ServiceCollection().AddProviderPacing(Root(("MaxMessageSize", "1000"))).Services.BuildServiceProvider(Checked);

        Assert.Equal(1000, provider.GetRequiredService<IOptions<PacingOptions>>().Value.MaxMessageSize);
    }

    [Fact]
    public void The_whole_configuration_instead_of_its_section_is_an_error_that_says_so()
    {
        using var provider = new ServiceCollection().AddProviderPacing(Root(("ProviderPacing:MaxMessageSize", "1000"))).Services.BuildServiceProvider(Checked);

        var exception = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredService<IOptions<PacingOptions>>().Value);

        Assert.Contains("GetSection(\"ProviderPacing\")", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    private static IConfigurationRoot Root(params (string Key, string? Value)[] values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values.Select(static value => KeyValuePair.Create(value.Key, value.Value))).Build();

    private static ServiceProvider Registered(bool before, Action<IServiceCollection> parts)
    {
        var services = new ServiceCollection();
        if (before)
        {
            parts(services);
        }

        services.AddProviderPacing(static options => options.EgressSources["relay"] = new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1" } });
        if (!before)
        {
            parts(services);
        }

        return services.BuildServiceProvider(Checked);
    }
}
