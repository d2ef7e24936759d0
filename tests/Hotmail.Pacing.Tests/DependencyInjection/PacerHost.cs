using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Tests.Pacer;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>A real host whose container is checked, with configuration that can be changed, a relay named <c>relay</c> and a scripted transport. The test registers the pacer.</summary>
internal sealed class PacerHost : IAsyncDisposable
{
    private readonly ConfigurationManager _configuration;
    private readonly IHost _host;

    public PacerHost(Action<IServiceCollection> register, params (string Key, string? Value)[] values)
        : this(register, static _ => false, values)
    {
    }

    /// <param name="register">Registers the pacer, and what else the test is about.</param>
    /// <param name="holds">Which messages the transport holds.</param>
    /// <param name="values">The section <c>ProviderPacing</c>.</param>
    public PacerHost(Action<IServiceCollection> register, Func<string, bool> holds, params (string Key, string? Value)[] values)
    {
        Transport = new ScriptedTransport { Holds = holds };
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Configuration.AddInMemoryCollection();
        _configuration = builder.Configuration;
        Set([("EgressSources:relay:Relay:Host", "127.0.0.1"), .. values]);
        builder.Logging.AddFakeLogging();
        builder.Services.AddSingleton<IMailTransport>(Transport);
        register(builder.Services);
        _host = builder.Build();
    }

    public ScriptedTransport Transport { get; }

    public IServiceProvider Services => _host.Services;

    public ProviderPacer Pacer => Services.GetRequiredService<ProviderPacer>();

    /// <summary>The pacer's log, each message as "id level: text".</summary>
    public IEnumerable<string> Logged => Services.GetRequiredService<FakeLogCollector>().GetSnapshot()
        .Where(static record => record.Category == typeof(ProviderPacer).FullName)
        .Select(static record => $"{record.Id.Id} {record.Level}: {record.Message}");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<PacerHost> StartAsync(Action<IServiceCollection> register, params (string Key, string? Value)[] values)
    {
        var host = new PacerHost(register, values);
        await host.StartAsync();
        return host;
    }

    public Task StartAsync() => _host.StartAsync(Token).WaitAsync(PacerHarness.Patience, Token);

    public Task StopAsync() => _host.StopAsync(Token).WaitAsync(PacerHarness.Patience, Token);

    /// <summary>Changes the configuration and says so, as a provider does whose file was written.</summary>
    public void Reload(params (string Key, string? Value)[] values)
    {
        Set(values);
        ((IConfigurationRoot)_configuration).Reload();
    }

    /// <summary>Sends a message to one recipient and waits for the verdict.</summary>
    public async Task<RecipientResult> SendAsync(string recipient) =>
        Assert.Single((await Pacer.SendAsync(PacerHarness.Message(recipient), Token).WaitAsync(PacerHarness.Patience, Token)).Recipients);

    public Task<IReadOnlyList<Delivery>> ListAsync() => Pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token);

    public async ValueTask DisposeAsync()
    {
        Transport.Release();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    private void Set(IEnumerable<(string Key, string? Value)> values)
    {
        foreach (var (key, value) in values)
        {
            _configuration[$"{PacingOptions.SectionName}:{key}"] = value;
        }
    }
}
