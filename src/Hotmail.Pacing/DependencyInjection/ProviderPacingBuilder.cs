using System.Diagnostics.CodeAnalysis;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Retries;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Hotmail.Pacing;

/// <summary>Adds to a pacer's configuration and replaces its parts.</summary>
public sealed class ProviderPacingBuilder
{
    internal ProviderPacingBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services, for packages that add to the builder.</summary>
    public IServiceCollection Services { get; }

    /// <summary>Adds a destination group, or changes a shipped one.</summary>
    /// <param name="name">The group's name, such as <c>microsoft-consumer</c>.</param>
    /// <param name="configure">Sets what differs from the shipped or the default profile.</param>
    public ProviderPacingBuilder AddDestinationGroup(string name, Action<DestinationGroupOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure<PacingOptions>(options => Change(options.Groups, name, configure));
        return this;
    }

    /// <summary>Adds an egress source: a local address, an EHLO name, or a relay.</summary>
    /// <param name="name">The source's name.</param>
    /// <param name="configure">Sets it.</param>
    public ProviderPacingBuilder AddEgressSource(string name, Action<EgressSourceOptions> configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(configure);
        Services.Configure<PacingOptions>(options => Change(options.EgressSources, name, configure));
        return this;
    }

    /// <summary>Adds an observer; several may be added.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder AddObserver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IDeliveryObserver
    {
        Services.TryAddEnumerable(ServiceDescriptor.Singleton<IDeliveryObserver, T>());
        return this;
    }

    /// <summary>
    /// Puts rules of the host's own ahead of the shipped ones, and behind those of earlier calls. A classifier of the host's own has to ask for them: they are services.
    /// </summary>
    /// <param name="rules">The rules, the first that matches wins.</param>
    /// <exception cref="ArgumentException">A rule is not valid; the message names it.</exception>
    public ProviderPacingBuilder AddClassificationRules(params ClassificationRule[] rules)
    {
        // Compiled here for its exception, which so comes from the line that is wrong.
        _ = new ReplyClassifier(rules);
        foreach (var rule in rules)
        {
            Services.AddSingleton(rule);
        }

        return this;
    }

    /// <summary>Replaces the connection gate.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder UseGate<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IConnectionGate => Use<IConnectionGate, T>();

    /// <summary>Replaces the retry scheduler.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder UseRetryScheduler<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IRetryScheduler => Use<IRetryScheduler, T>();

    /// <summary>Replaces the classifier.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder UseClassifier<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IReplyClassifier => Use<IReplyClassifier, T>();

    /// <summary>Replaces the queue.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder UseQueue<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IDeliveryQueue => Use<IDeliveryQueue, T>();

    /// <summary>Replaces the transport.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder UseTransport<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IMailTransport => Use<IMailTransport, T>();

    /// <summary>Replaces what finds mail exchangers.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder UseMailExchangerResolver<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IMailExchangerResolver => Use<IMailExchangerResolver, T>();

    /// <summary>Has every message signed when it is accepted.</summary>
    /// <typeparam name="T">The signer's type.</typeparam>
    public ProviderPacingBuilder UseSigner<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IMessageSigner => Use<IMessageSigner, T>();

    /// <summary>Sets what lays restrictions on paths, in place of what an earlier call set. Without this call nothing does.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    public ProviderPacingBuilder UsePathRestrictions<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where T : class, IPathRestrictions => Use<IPathRestrictions, T>();

    private static void Change<T>(IDictionary<string, T> entries, string name, Action<T> configure)
        where T : new()
    {
        if (!entries.TryGetValue(name, out var entry))
        {
            entries[name] = entry = new T();
        }

        configure(entry);
    }

    private ProviderPacingBuilder Use<TPart, [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] T>()
        where TPart : class
        where T : class, TPart
    {
        Services.Replace(ServiceDescriptor.Singleton<TPart, T>());
        return this;
    }
}
