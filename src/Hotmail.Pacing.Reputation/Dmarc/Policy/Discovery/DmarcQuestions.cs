using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>The questions for one check or message: each is asked once. For one caller at a time.</summary>
internal sealed class DmarcQuestions(IDnsResolver resolver, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, DmarcLookup> _lookups = new(StringComparer.Ordinal);

    /// <summary>Asks for a domain's DMARC record.</summary>
    public async ValueTask<DmarcLookup> AskAsync(string domain)
    {
        if (!_lookups.TryGetValue(domain, out var lookup))
        {
            lookup = DmarcLookup.From(domain, await AskAsync("_dmarc." + domain, DnsRecordKind.Txt).ConfigureAwait(false));
            _lookups.Add(domain, lookup);
        }

        return lookup;
    }

    /// <summary>Asks for anything. A name too long for the DNS does not exist.</summary>
    public async ValueTask<DnsAnswer> AskAsync(string name, DnsRecordKind kind)
    {
        if (!DomainName.CanBeAsked(name))
        {
            return DnsAnswer.NoName;
        }

        try
        {
            return await resolver.ResolveAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return DnsAnswer.Failed($"{name} could not be asked for: {e.Message}");
        }
    }
}
