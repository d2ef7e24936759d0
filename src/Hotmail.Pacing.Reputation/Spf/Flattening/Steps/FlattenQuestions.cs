using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

/// <summary>What a plan asks of the DNS, within bounds. A failure of the DNS is no plan.</summary>
internal sealed class FlattenQuestions(IDnsResolver resolver, CancellationToken cancellationToken)
{
    private const int MostQuestions = 500;

    private readonly HashSet<string> _names = new(StringComparer.OrdinalIgnoreCase);
    private int _questions;

    /// <summary>Whether a name has been asked for.</summary>
    public bool HasAsked(string name) => _names.Contains(name);

    /// <summary>Asks.</summary>
    public async ValueTask<DnsAnswer> AskAsync(string name, DnsRecordKind kind)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _names.Add(name);
        if (++_questions > MostQuestions)
        {
            throw new FlattenException($"The record leads to more than {MostQuestions} questions to the DNS.");
        }

        var answer = await resolver.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        return answer.Status == DnsAnswerStatus.Failed
            ? throw new FlattenException($"No answer for {kind.ToString().ToUpperInvariant()} {name}. {answer.Reason}".TrimEnd(), isTemporary: true)
            : answer;
    }

    /// <summary>The networks around a host's addresses, one by one.</summary>
    public async ValueTask<IReadOnlyList<AddressSet>> FindNetworksAsync(string host, SpfDirective directive)
    {
        var v4 = await AskAsync(host, DnsRecordKind.A).ConfigureAwait(false);
        var v6 = await AskAsync(host, DnsRecordKind.Aaaa).ConfigureAwait(false);
        return
        [
            .. v4.Addresses.Where(static address => address.AddressFamily == AddressFamily.InterNetwork).Select(address => AddressSet.Network(address, directive.IPv4PrefixLength)),
            .. v6.Addresses.Where(static address => address.AddressFamily == AddressFamily.InterNetworkV6).Select(address => AddressSet.Network(address, directive.IPv6PrefixLength)),
        ];
    }
}
