using System.Diagnostics.Metrics;
using Hotmail.Pacing;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.DependencyInjection;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the pacer to a host.</summary>
public static class ProviderPacingServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="ProviderPacer"/> that starts and stops with the host. It is configured by the section <c>ProviderPacing</c> of the host's configuration,
    /// where there is one; changes of the section are applied while running. Parts that the host registers itself,
    /// before or after, replace the shipped ones; the shipped transport takes its <see cref="MailKitTransportOptions"/> from the options of that type. Harmless when called again.
    /// </summary>
    /// <remarks>
    /// Wrong options keep the host from starting: an <see cref="OptionsValidationException"/> lists everything that is wrong, each with its full key and the allowed range,
    /// mistyped keys included; a value that is not of its key's type is an <see cref="InvalidOperationException"/> that names the key. A wrong change while running is logged, and the
    /// configuration before stays in force.
    /// </remarks>
    /// <param name="services">The services.</param>
    public static ProviderPacingBuilder AddProviderPacing(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        return Add(services, configure: null);
    }

    /// <summary>As <see cref="AddProviderPacing(IServiceCollection)"/>, and then sets options in code, which has the last word.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options in code.</param>
    public static ProviderPacingBuilder AddProviderPacing(this IServiceCollection services, Action<PacingOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        return Add(services, configure);
    }

    /// <summary>Adds a <see cref="ProviderPacer"/> that is configured by a section of the caller's choice, whatever another call says.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section that stands for <c>ProviderPacing</c>.</param>
    public static ProviderPacingBuilder AddProviderPacing(this IServiceCollection services, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(section);
        services.Replace(ServiceDescriptor.Singleton(new PacingConfigurationSource(section)));
        return Add(services, configure: null);
    }

    private static IConfigurationSection? OwnSection(IServiceProvider provider) => provider.GetService<IConfiguration>()?.GetSection(PacingOptions.SectionName);

    private static ProviderPacingBuilder Add(IServiceCollection services, Action<PacingOptions>? configure)
    {
        services.AddOptions<PacingOptions>().ValidateOnStart();
        services.TryAddSingleton(static provider => new PacingConfigurationSource(OwnSection(provider)));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IConfigureOptions<PacingOptions>, PacingOptionsBinder>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PacingOptions>, PacingOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IConnectionGate>(static provider => new InProcessConnectionGate(provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IReplyClassifier>(static provider => new ReplyClassifier(provider.GetServices<ClassificationRule>()));
        services.TryAddSingleton<IRetryScheduler>(static _ => new ExponentialRetryScheduler());
        services.TryAddSingleton<IMailTransport>(static provider => new MailKitTransport(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IOptions<MailKitTransportOptions>>().Value, provider.GetService<ILogger<MailKitTransport>>()));
        services.TryAddSingleton<IDeliveryQueue>(static provider => new InMemoryDeliveryQueue(Configuration(provider).QueueCapacity));
        services.TryAddSingleton<IMailExchangerResolver>(static provider =>
            new DnsMailExchangerResolver(Configuration(provider).Dns, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(CreatePacer);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ProviderPacingService>());
        return new ProviderPacingBuilder(services);
    }

    private static ProviderPacer CreatePacer(IServiceProvider provider) => new(
        provider.GetRequiredService<IOptions<PacingOptions>>().Value,
        new PacerParts
        {
            TimeProvider = provider.GetRequiredService<TimeProvider>(),
            Queue = provider.GetRequiredService<IDeliveryQueue>(),
            Gate = provider.GetRequiredService<IConnectionGate>(),
            Transport = provider.GetRequiredService<IMailTransport>(),
            MailExchangers = provider.GetRequiredService<IMailExchangerResolver>(),
            Classifier = provider.GetRequiredService<IReplyClassifier>(),
            RetryScheduler = provider.GetRequiredService<IRetryScheduler>(),
            Signer = provider.GetService<IMessageSigner>(),
            Restrictions = provider.GetService<IPathRestrictions>(),
            Observers = [.. provider.GetServices<IDeliveryObserver>()],
            LoggerFactory = provider.GetService<ILoggerFactory>(),
            MeterFactory = provider.GetService<IMeterFactory>(),
        });

    private static PacingConfiguration Configuration(IServiceProvider provider) =>
        PacingConfiguration.Compile(provider.GetRequiredService<IOptions<PacingOptions>>().Value);
}
