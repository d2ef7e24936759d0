using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Spf.Macros;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>The client's own names, confirmed (RFC 7208 §5.5): asked for once in an evaluation.</summary>
/// <param name="Names">The names that lead back to the client's address, in the DNS's order.</param>
/// <param name="IsVoid">Whether the client clearly has no name at all.</param>
internal sealed record ClientNames(IReadOnlyList<string> Names, bool IsVoid)
{
    /// <summary>Asks. A failure of the DNS is as good as no name.</summary>
    public static async ValueTask<ClientNames> FindAsync(SpfSubject subject, Func<string, DnsRecordKind, ValueTask<DnsAnswer>> ask)
    {
        var answer = await ask(subject.ReverseName, DnsRecordKind.Ptr).ConfigureAwait(false);
        var kind = subject.Client.AddressFamily == AddressFamily.InterNetwork ? DnsRecordKind.A : DnsRecordKind.Aaaa;
        var confirmed = new List<string>();
        foreach (var name in answer.Names.Take(LookupCount.Limit))
        {
            var host = DomainSpec.ToName(name);
            if (DomainName.CanBeAsked(host) && (await ask(host, kind).ConfigureAwait(false)).Addresses.Contains(subject.Client))
            {
                confirmed.Add(host);
            }
        }

        return new ClientNames(confirmed, answer.IsVoid);
    }

    /// <summary>Whether a name is the domain or below it.</summary>
    public bool AnyBelow(string domain)
    {
        foreach (var name in Names)
        {
            if (DomainName.IsAtOrBelow(name, domain))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name for <c>%{p}</c>: the domain itself, else one below it, else any, else <c>unknown</c>.</summary>
    public string Choose(string domain) =>
        Names.FirstOrDefault(name => name.Equals(domain, StringComparison.OrdinalIgnoreCase))
        ?? Names.FirstOrDefault(name => DomainName.IsAtOrBelow(name, domain))
        ?? (Names.Count > 0 ? Names[0] : "unknown");
}
