using CampaignSender.Demo;
using CampaignSender.Spooling;
using CampaignSender.Views;
using Hotmail.Pacing;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CampaignSender;

/// <summary>Reads the input, sends the campaign, shows how it goes, and sums it up.</summary>
internal static class Campaign
{
    private const int BatchSize = 500;

    public static async Task<int> RunAsync(CampaignArguments arguments, CancellationToken cancellationToken)
    {
        var file = arguments.Recipients ?? Shipped("recipients.csv");
        var recipients = RecipientFile.Read(file);
        var template = MessageTemplate.Load(arguments.Template ?? Shipped("template.eml"));
        var name = Path.GetFileNameWithoutExtension(file.Name);
        var configuration = ReadSettings(arguments);
        var demo = arguments.IsDemo ? ReadDemo(configuration) : null;
        using var spool = await CampaignSpool.OpenAsync(
            arguments.Spool?.FullName ?? (arguments.IsDemo ? null : $"{name}.spool.db"), file, name, BatchSize, recipients.Count, cancellationToken);
        var time = demo is null ? TimeProvider.System : new ScaledTimeProvider(demo.TimeScale, spool.Clock);
        await using var receivers = demo is null ? null : new DemoReceivers(demo, time);
        var progress = new CampaignProgress();

        using var host = BuildHost(arguments, configuration, spool.File, time, receivers, progress);
        var pacer = await StartAsync(host, cancellationToken);
        var started = time.GetTimestamp();
        var history = new CeilingHistory(pacer, receivers, time);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var background = Task.WhenAll(
            history.RecordAsync(over.Token), receivers?.FollowAsync(demo!, over.Token) ?? Task.CompletedTask, demo is null ? Task.CompletedTask : spool.KeepClockAsync(time, over.Token));
        ICampaignView view = arguments.Plain || Console.IsOutputRedirected ? new PlainView() : new LiveView();
        var showing = view.ShowAsync(new CampaignStatus(pacer, progress, receivers, spool, demo?.TimeScale, recipients.Count), over.Token);
        var interrupted = false;
        try
        {
            await AcceptAsync(pacer, recipients.Skip(spool.Accepted), template, name, spool, time, cancellationToken);
            progress.Expect(recipients.Count - spool.SettledBefore);
            await progress.Done.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            interrupted = true;
        }
        finally
        {
            await over.CancelAsync();
            await Task.WhenAll(background, showing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await host.StopAsync(CancellationToken.None);
        }

        var waiting = pacer.GetSnapshot().Paths.Sum(static path => path.Waiting.Values.Sum());
        if (!interrupted)
        {
            spool.Over();
        }

        var summary = CampaignSummary.From(progress, receivers, spool, waiting, time.GetElapsedTime(started) / (demo?.TimeScale ?? 1));
        var picture = arguments.Picture ?? new FileInfo("campaign.svg");
        view.Finish(summary, spool, CeilingPicture.Save(history, picture) is { } obstacle ? $"no picture: {obstacle}" : picture.FullName);
        return interrupted ? ExitCodes.Interrupted : summary.Lost > 0 || summary.Duplicates > 0 ? ExitCodes.Broken : ExitCodes.Done;
    }

    private static FileInfo Shipped(string name) => new(Path.Combine(AppContext.BaseDirectory, name));

    private static IConfigurationRoot ReadSettings(CampaignArguments arguments)
    {
        try
        {
            var builder = new ConfigurationBuilder();
            if (arguments.IsDemo)
            {
                builder.AddJsonFile(Shipped("settings.json").FullName);
            }

            if (arguments.Settings is { } settings)
            {
                builder.AddJsonFile(settings.FullName, optional: false, reloadOnChange: true);
            }

            return builder.Build();
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            throw new CampaignInputException(exception.InnerException is { } cause ? $"{exception.Message} {(cause.InnerException ?? cause).Message}" : exception.Message);
        }
    }

    private static DemoSettings ReadDemo(IConfiguration configuration)
    {
        try
        {
            var settings = configuration.GetSection("Demo").Get<DemoSettings>(static binder => binder.ErrorOnUnknownConfiguration = true) ?? new DemoSettings();
            settings.Check();
            return settings;
        }
        catch (InvalidOperationException exception)
        {
            throw new CampaignInputException($"settings: {exception.InnerException?.Message ?? exception.Message}");
        }
    }

    private static IHost BuildHost(CampaignArguments arguments, IConfiguration configuration, string spool, TimeProvider time, DemoReceivers? receivers, CampaignProgress progress)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IDeliveryObserver>(progress);
        var pacing = builder.Services.AddProviderPacing(configuration.GetSection(PacingOptions.SectionName)).UseSqliteQueue(spool);
        if (receivers is not null)
        {
            builder.Services.AddSingleton<IMailExchangerResolver>(receivers);
            builder.Services.AddSingleton<IMailTransport>(receivers);
        }
        else if (arguments.Relay is { } relay)
        {
            var (relayHost, port) = ParseRelay(relay);
            pacing.AddEgressSource("relay", source => source.Relay = new RelayOptions { Host = relayHost, Port = port });
        }

        return builder.Build();
    }

    private static (string Host, int Port) ParseRelay(string relay)
    {
        var colon = relay.LastIndexOf(':');
        return colon > 0 && int.TryParse(relay[(colon + 1)..], out var port) && port is > 0 and < 65536
            ? (relay[..colon].Trim('[', ']'), port)
            : throw new CampaignInputException($"--relay '{relay}' is not host:port, such as 127.0.0.1:2525");
    }

    private static async Task<ProviderPacer> StartAsync(IHost host, CancellationToken cancellationToken)
    {
        try
        {
            var pacer = host.Services.GetRequiredService<ProviderPacer>();
            await host.StartAsync(cancellationToken);
            return pacer;
        }
        catch (OptionsValidationException exception)
        {
            throw new CampaignInputException($"settings: {string.Join("; ", exception.Failures)}");
        }
    }

    /// <summary>Hands the campaign to the pacer, and notes each batch once it is accepted.</summary>
    private static async Task AcceptAsync(
        ProviderPacer pacer, IEnumerable<CampaignRecipient> recipients, MessageTemplate template, string campaign, CampaignSpool spool, TimeProvider time, CancellationToken cancellationToken)
    {
        foreach (var batch in recipients.Chunk(BatchSize))
        {
            var messages = Array.ConvertAll(batch, recipient => template.For(recipient, campaign));
            try
            {
                spool.Note(await pacer.EnqueueAsync(messages, cancellationToken), time.GetUtcNow());
            }
            catch (InvalidMessageException exception)
            {
                throw new CampaignInputException($"lines {batch[0].Line} to {batch[^1].Line}: {exception.Message}");
            }
        }
    }
}
