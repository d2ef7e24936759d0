using Hotmail.Pacing.Reputation.Dns;

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

    /// <summary>Asks for anything.</summary>
    public ValueTask<DnsAnswer> AskAsync(string name, DnsRecordKind kind) => resolver.AskAsync(name, kind, cancellationToken);
}
