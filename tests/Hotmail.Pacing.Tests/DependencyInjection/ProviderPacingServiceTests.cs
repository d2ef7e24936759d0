using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Tests.Pacer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Hotmail.Pacing.Tests.DependencyInjection;

public sealed class ProviderPacingServiceTests
{
    [Fact]
    public async Task The_pacer_starts_and_stops_with_its_host()
    {
        await using var host = new PacerHost(static services => services.AddProviderPacing());
        await host.StartAsync();
        Assert.Single(host.Logged, static line => line.StartsWith("1001 ", StringComparison.Ordinal));
        Assert.Equal(RecipientStatus.Delivered, (await host.SendAsync("a@one.example")).Status);

        await host.StopAsync();

        Assert.Single(host.Logged, static line => line.StartsWith("1003 ", StringComparison.Ordinal));
        Assert.Equal(0, host.Transport.Open);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => host.SendAsync("b@one.example"));
    }

    [Fact]
    public async Task The_hosts_stop_waits_for_the_transaction_under_way()
    {
        await using var host = new PacerHost(static services => services.AddProviderPacing(), holds: static _ => true);
        await host.StartAsync();
        var sending = host.SendAsync("a@one.example");
        await host.Transport.WhenAsync(static transport => transport.UnderWay == 1);

        var stopping = host.StopAsync();
        Assert.False(stopping.IsCompleted);
        host.Transport.Release();
        await stopping;

        Assert.Equal(RecipientStatus.Delivered, (await sending).Status);
    }

    [Theory]
    [InlineData("Groups:gmail:StartConnections", "60", "ProviderPacing:Groups:gmail:StartConnections is 60; it must be between 1 and 50 (ProviderPacing:Groups:gmail:MaxParallelConnections).")]
    [InlineData("Groups:gmail:RetryJitterMin", "00:02:00", "ProviderPacing:Groups:gmail:RetryJitterMin is 00:02:00; it must be between 00:00:00 and 00:01:30 (ProviderPacing:Groups:gmail:RetryJitterMax).")]
    [InlineData("EgressSources:a:LocalAddress", "192.0.2.1", "ProviderPacing:EgressSources:a:LocalAddress is '192.0.2.1', which is not an address of this machine; it has ")]
    [InlineData("Queue:Capacity", "0", "ProviderPacing:Queue:Capacity is 0; it must be between 1 and 100000000.")]
    [InlineData("Groups:gmail:StartConections", "10", "ProviderPacing:Groups:gmail:StartConections is no known key. Did you mean StartConnections?")]
    public async Task A_host_with_wrong_options_does_not_start_and_the_key_and_its_range_are_named(string key, string value, string expected)
    {
        await using var host = new PacerHost(static services => services.AddProviderPacing(), (key, value));

        var exception = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);

        Assert.StartsWith(expected, Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_wrong_form_keeps_the_host_from_starting_and_its_key_is_named()
    {
        await using var host = new PacerHost(static services => services.AddProviderPacing(), ("Groups:gmail:StartConnections", "many"));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);

        Assert.Contains("ProviderPacing:Groups:gmail:StartConnections", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_configuration_takes_effect_while_running()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing());
        Assert.Equal("one.example", (await host.SendAsync("a@one.example")).Path.Group);

        host.Reload(("Groups:one:Domains:0", "one.example"), ("EgressSources:relay:Relay:Host", "127.0.0.2"));

        Assert.Equal("one", (await host.SendAsync("b@one.example")).Path.Group);
        Assert.Single(host.Logged, static line => line.StartsWith("1006 Information: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Dns:Servers:0", "192.0.2.53", "Dns")]
    [InlineData("Dns:Timeout", "00:00:09", "Dns")]
    [InlineData("Queue:Capacity", "5", "Queue:Capacity")]
    [InlineData("ObserverBuffer", "5", "ObserverBuffer")]
    [InlineData("ShowAddresses", "true", "ShowAddresses")]
    public async Task A_change_of_what_is_read_at_the_start_alone_is_logged_until_it_is_taken_back(string key, string value, string named)
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing(), (key, null), ("Dns:Servers:0", "127.0.0.1"));
        host.Reload(("MaxMessageSize", "1000"));
        Assert.DoesNotContain(host.Logged, static line => line.StartsWith("1008 ", StringComparison.Ordinal));

        host.Reload((key, value));
        host.Reload(("MaxMessageSize", "2000"));
        host.Reload((key, key == "Dns:Servers:0" ? "127.0.0.1" : null));

        var logged = host.Logged.Where(static line => line.StartsWith("1008 ", StringComparison.Ordinal)).ToArray();
        Assert.Equal(2, logged.Length);
        Assert.All(logged, line => Assert.Equal($"1008 Warning: The changed configuration differs in what is read at the start alone, and needs a restart: {named}", line));
    }

    [Fact]
    public async Task A_lower_maximum_holds_at_once_for_a_path_that_is_sending()
    {
        var gate = new WatchedGate(awaited: 1);
        await using var host = new PacerHost(
            services => services.AddSingleton<IConnectionGate>(gate).AddProviderPacing(),
            holds: static _ => true,
            ("Groups:one:Domains:0", "one.example"),
            ("Groups:one:StartConnections", "2"),
            ("Groups:one:MaxParallelConnections", "2"));
        await host.StartAsync();
        var sending = Task.WhenAll(host.SendAsync("a@one.example"), host.SendAsync("b@one.example"));
        await host.Transport.WhenAsync(static transport => transport.UnderWay > 0);
        Assert.Equal(2, Assert.Single(host.Pacer.GetSnapshot().Paths).Ceiling);

        host.Reload(("Groups:one:StartConnections", "1"), ("Groups:one:MaxParallelConnections", "1"));

        await gate.InForce;
        Assert.Equal(1, Assert.Single(host.Pacer.GetSnapshot().Paths).Ceiling);
        host.Transport.Release();
        Assert.All(await sending, static result => Assert.Equal(RecipientStatus.Delivered, result.Status));
    }

    [Theory]
    [InlineData("MaxMessageSize", "0", "ProviderPacing:MaxMessageSize is 0; it must be between 1 and 2147483647.")]
    [InlineData("MaxMessageSize", "much", "ProviderPacing:MaxMessageSize")]
    [InlineData("MaxMesageSize", "5", "ProviderPacing:MaxMesageSize is no known key. Did you mean MaxMessageSize?")]
    public async Task A_change_that_is_wrong_is_logged_and_the_old_configuration_stays(string key, string value, string expected)
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing());

        host.Reload((key, value), ("Groups:one:Domains:0", "one.example"));

        var logged = Assert.Single(host.Logged, static line => line.StartsWith("1007 Warning: ", StringComparison.Ordinal));
        Assert.Contains(expected, logged, StringComparison.Ordinal);
        Assert.DoesNotContain(host.Logged, static line => line.StartsWith("1006 ", StringComparison.Ordinal));
        Assert.Equal("one.example", (await host.SendAsync("a@one.example")).Path.Group);
    }

    [Fact]
    public async Task A_change_put_right_is_taken()
    {
        await using var host = await PacerHost.StartAsync(static services => services.AddProviderPacing());
        host.Reload(("MaxMessageSize", "0"), ("Groups:one:Domains:0", "one.example"));

        host.Reload(("MaxMessageSize", "1000"));

        Assert.Equal("one", (await host.SendAsync("a@one.example")).Path.Group);
    }

    [Fact]
    public async Task Code_of_the_hosts_that_fails_at_a_change_does_not_reach_who_made_the_change()
    {
        var fails = false;
        await using var host = await PacerHost.StartAsync(services => services.AddProviderPacing(_ => ArgumentOutOfRangeException.ThrowIfEqual(fails, true)));
        fails = true;

        host.Reload(("Groups:one:Domains:0", "one.example"));

        Assert.Single(host.Logged, static line => line.StartsWith("1007 Warning: ", StringComparison.Ordinal));
        Assert.Equal("one.example", (await host.SendAsync("a@one.example")).Path.Group);
    }
}
