using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf.Macros;

namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>Asks the DNS for the names of sources, and believes those that lead back to the source's address: anybody can give his address any name.</summary>
public sealed class DmarcSourceNamer
{
    private readonly IDnsResolver _resolver;
    private readonly DmarcSourceNamerOptions _options;

    /// <summary>A namer.</summary>
    /// <param name="resolver">The DNS.</param>
    /// <param name="options">How much it asks; null for the defaults. Must not be changed any more.</param>
    public DmarcSourceNamer(IDnsResolver resolver, DmarcSourceNamerOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
        _options = options ?? new DmarcSourceNamerOptions();
    }

    /// <summary>The confirmed names of the sources with the most messages. One that the DNS fails to name, or names wrongly, has none.</summary>
    /// <param name="sources">The sources.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyDictionary<IPAddress, string>> NameAsync(IReadOnlyCollection<DmarcSource> sources, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var names = new ConcurrentDictionary<IPAddress, string>();
        var addresses = sources.OrderByDescending(static source => source.Totals.Messages).Select(static source => source.Address).OfType<IPAddress>().Take(_options.MaxSources);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            addresses,
            parallel,
            async (address, token) =>
            {
                if (await FindAsync(address, token).ConfigureAwait(false) is { } name)
                {
                    names[address] = name;
                }
            }).ConfigureAwait(false);
        return names;
    }

    private async ValueTask<string?> FindAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var answer = await _resolver.AskAsync(SpfSubject.ReverseNameOf(address), DnsRecordKind.Ptr, cancellationToken).ConfigureAwait(false);
        var kind = address.AddressFamily == AddressFamily.InterNetwork ? DnsRecordKind.A : DnsRecordKind.Aaaa;
        foreach (var name in answer.Names.Take(_options.MaxNames).Select(static name => name.TrimEnd('.').ToLowerInvariant()).Where(IsHostName))
        {
            if ((await _resolver.AskAsync(name, kind, cancellationToken).ConfigureAwait(false)).Addresses.Contains(address))
            {
                return name;
            }
        }

        return null;
    }

    private static bool IsHostName(string name) => name.Length is > 0 and <= 253 && name.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_');
}
