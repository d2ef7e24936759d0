using Hotmail.Pacing.Control;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Signals;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hotmail.Pacing;

/// <summary>Lets the pacer act on what is known of its sender's reputation.</summary>
public static class ReputationPacingBuilderExtensions
{
    /// <summary>
    /// Adds <see cref="ReputationSignals"/>, and lets the pacer ask it. Sources that <see cref="ReputationSignalOptions.SourceAddresses"/> does not name have their configured
    /// <c>LocalAddress</c>, as it is at the start. Called again, it adds to the options.
    /// </summary>
    /// <param name="builder">The pacer's builder.</param>
    /// <param name="configure">Sets which signals do what: without a rule none does anything.</param>
    public static ProviderPacingBuilder UseReputationSignals(this ProviderPacingBuilder builder, Action<ReputationSignalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.Services;
        services.Configure(configure);
        services.TryAddSingleton(Create);
        services.Replace(ServiceDescriptor.Singleton<IPathRestrictions>(static provider => provider.GetRequiredService<ReputationSignals>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IReputationSink, ReputationSignals>(static provider => provider.GetRequiredService<ReputationSignals>()));
        return builder;
    }

    private static ReputationSignals Create(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<ReputationSignalOptions>>().Value;
        foreach (var (name, source) in provider.GetRequiredService<IOptions<PacingOptions>>().Value.EgressSources)
        {
            if (source.LocalAddress is { Length: > 0 } address)
            {
                options.SourceAddresses.TryAdd(name, [address]);
            }
        }

        return new ReputationSignals(options, provider.GetRequiredService<TimeProvider>());
    }
}
