using System.Net;
using Hotmail.Pacing.Destinations;
using Microsoft.Extensions.Options;

namespace Hotmail.Pacing.DependencyInjection;

/// <summary>Checks a configuration as a whole and lists everything that is wrong with it.</summary>
internal sealed class PacingOptionsValidator : IValidateOptions<PacingOptions>
{
    private readonly Func<IReadOnlyCollection<IPAddress>?> _localAddresses;
    private readonly string _section;

    public PacingOptionsValidator()
        : this(LocalAddresses.Read)
    {
    }

    public PacingOptionsValidator(PacingConfigurationSource source)
        : this(LocalAddresses.Read, source.Path)
    {
    }

    internal PacingOptionsValidator(Func<IReadOnlyCollection<IPAddress>?> localAddresses, string section = PacingOptions.SectionName) =>
        (_localAddresses, _section) = (localAddresses, section);

    public ValidateOptionsResult Validate(string? name, PacingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var failures = new ValidationFailures();
        failures.CheckRange<long>($"{_section}:MaxMessageSize", options.MaxMessageSize, 1, int.MaxValue);
        failures.CheckRange($"{_section}:StopTimeout", options.StopTimeout, TimeSpan.Zero, TimeSpan.FromHours(1));
        failures.CheckRange($"{_section}:ObserverBuffer", options.ObserverBuffer, 1, 10_000_000);
        if (options.Queue is null || options.Dns is null || options.Default is null)
        {
            failures.Add(_section, "has a null for Queue, Dns or Default; leave the key out instead.");
            return ValidateOptionsResult.Fail(failures.Messages);
        }

        failures.CheckRange($"{_section}:Queue:Capacity", options.Queue.Capacity, 1, 100_000_000);
        CheckDns($"{_section}:Dns", options.Dns, failures);
        new GroupOptionsValidator(_section, options, failures).Check();
        new EgressOptionsValidator($"{_section}:EgressSources", _localAddresses, failures).Check(options.EgressSources);
        return failures.Messages.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures.Messages);
    }

    private static void CheckDns(string key, DnsOptions dns, ValidationFailures failures)
    {
        for (var i = 0; i < dns.Servers.Count; i++)
        {
            if (!DnsServerAddress.TryParse(dns.Servers[i], out _))
            {
                failures.Add($"{key}:Servers:{i}", $"is '{dns.Servers[i]}'; it must be an IP address, or one with a port: 192.0.2.53, 192.0.2.53:5353, [2001:db8::53]:5353.");
            }
        }

        failures.CheckRange($"{key}:Timeout", dns.Timeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        failures.CheckRange($"{key}:Retries", dns.Retries, 0, 10);
        failures.CheckRange($"{key}:MaximumTtl", dns.MaximumTtl, TimeSpan.Zero, TimeSpan.FromDays(7));
        failures.CheckRange($"{key}:MinimumTtl", dns.MinimumTtl, TimeSpan.Zero, dns.MaximumTtl, $" ({key}:MaximumTtl)");
        failures.CheckRange($"{key}:NegativeTtl", dns.NegativeTtl, TimeSpan.Zero, TimeSpan.FromDays(1));
        failures.CheckRange($"{key}:CacheSize", dns.CacheSize, 1, 10_000_000);
    }
}
