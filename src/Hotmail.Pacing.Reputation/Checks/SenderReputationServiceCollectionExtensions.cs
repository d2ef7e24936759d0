using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Bimi;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.BulkSender;
using Hotmail.Pacing.Reputation.Checks;
using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Dmarc;
using Hotmail.Pacing.Reputation.Dmarc.History;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Checks;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Monitoring;
using Hotmail.Pacing.Reputation.MtaSts;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Spf.Flattening;
using Hotmail.Pacing.Reputation.Spf.Lint;
using Hotmail.Pacing.Reputation.TlsReporting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the checks of a sender's reputation to a host.</summary>
public static class SenderReputationServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="DomainCheck"/>, <see cref="MessageCheck"/> and the parts that they are made of, as singletons; and a <see cref="ReputationMonitor"/> that starts and stops with the host and
    /// watches what <see cref="SenderReputationOptions.Watch"/> names: what it sees goes to every <see cref="IReputationObserver"/> of the host as alerts, and to the pacer, where
    /// <c>UseReputationSignals</c> was called. A resolver, clock or part that the host registers itself, before or after, replaces the shipped one. Harmless when called again; each
    /// call's <paramref name="configure"/> is applied.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets options, such as the blocklists to ask.</param>
    public static IServiceCollection AddSenderReputation(this IServiceCollection services, Action<SenderReputationOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<SenderReputationOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IDnsResolver>(static provider => new DnsResolver(OptionsOf(provider).Dns));
        services.TryAddSingleton(static provider => new DomainCheck(ResolverOf(provider), OptionsOf(provider), TimeOf(provider)));
        services.TryAddSingleton(static provider => new MessageCheck(ResolverOf(provider), OptionsOf(provider), TimeOf(provider)));
        services.TryAddSingleton(static provider => new SpfEvaluator(ResolverOf(provider), OptionsOf(provider).Spf, TimeOf(provider)));
        services.TryAddSingleton(static provider => new SpfLinter(ResolverOf(provider)));
        services.TryAddSingleton(static provider => new SpfFlattener(ResolverOf(provider)));
        services.TryAddSingleton(static provider => new DkimSelectorCheck(ResolverOf(provider)));
        services.TryAddSingleton(static provider => new DkimMessageVerifier(ResolverOf(provider), OptionsOf(provider).Dkim, TimeOf(provider)));
        services.TryAddSingleton(static provider => new DmarcPolicyCheck(ResolverOf(provider), OptionsOf(provider).Dmarc));
        services.TryAddSingleton(static provider => new DmarcEvaluator(ResolverOf(provider), OptionsOf(provider).Dmarc));
        services.TryAddSingleton(static provider => new BlocklistChecker(ResolverOf(provider), OptionsOf(provider).Blocklists, TimeOf(provider)));
        services.TryAddSingleton(static provider => new BulkSenderCheck(OptionsOf(provider).BulkSender));
        services.TryAddSingleton(static provider => new ReverseDnsCheck(ResolverOf(provider)));
        services.TryAddSingleton(static provider => new HeloCheck(ResolverOf(provider)));
        services.TryAddSingleton(static provider => new MailExchangerCheck(ResolverOf(provider)));
        services.TryAddSingleton(static provider => new MtaStsCheck(ResolverOf(provider), OptionsOf(provider).MtaStsPolicies ?? new HttpsMtaStsPolicySource()));
        services.TryAddSingleton(static provider => new TlsReportingCheck(ResolverOf(provider)));
        services.TryAddSingleton(static provider => new BimiCheck(ResolverOf(provider), OptionsOf(provider).Dmarc));
        services.TryAddSingleton(static _ => new DmarcReportReader());
        services.TryAddSingleton(static provider => new ReputationAlerts(
            OptionsOf(provider).Alerts, provider.GetServices<IReputationObserver>(), TimeOf(provider), provider.GetService<ILogger<ReputationAlerts>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReputationSink, ReputationAlerts>(static provider => provider.GetRequiredService<ReputationAlerts>()));
        services.TryAddSingleton(static provider => new ReputationMonitor(
            [.. WatchesOf(provider), .. provider.GetServices<IReputationCheck>()], provider.GetServices<IReputationSink>(), OptionsOf(provider).Monitor, TimeOf(provider), provider.GetService<ILogger<ReputationMonitor>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ReputationMonitor>(static provider => provider.GetRequiredService<ReputationMonitor>()));
        return services;
    }

    private static IEnumerable<IReputationCheck> WatchesOf(IServiceProvider provider)
    {
        var watch = OptionsOf(provider).Watch;
        var domains = watch.Domains.Select(request => (IReputationCheck)new DomainWatch(provider.GetRequiredService<DomainCheck>(), request));
        var reports = watch.DmarcReportFolders.Select(folder => new DmarcReportWatch(folder, watch.Sources, TimeOf(provider), provider.GetService<IReportHistory>()));
        return domains.Concat(reports).Concat(watch.SndsFolders.Select(folder => new FeedbackWatch(folder, TimeOf(provider))));
    }

    private static SenderReputationOptions OptionsOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<SenderReputationOptions>>().Value;

    private static IDnsResolver ResolverOf(IServiceProvider provider) => provider.GetRequiredService<IDnsResolver>();

    private static TimeProvider TimeOf(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}
