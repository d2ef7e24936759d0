using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf.Macros;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>What one evaluation asks of the DNS.</summary>
internal sealed class SpfQuestions(IDnsResolver resolver, SpfSubject subject, ParsedRecords records, CancellationToken cancellationToken)
{
    private ClientNames? _clientNames;

    /// <summary>Who is checked.</summary>
    public SpfSubject Subject => subject;

    /// <summary>Where records are taken apart.</summary>
    public ParsedRecords Records => records;

    /// <summary>Whether the client's names have been asked for.</summary>
    public bool KnowsClientNames => _clientNames is not null;

    /// <summary>Asks.</summary>
    public ValueTask<DnsAnswer> AskAsync(string name, DnsRecordKind kind) => resolver.AskAsync(name, kind, cancellationToken);

    /// <summary>The client's names; asked for once.</summary>
    public async ValueTask<ClientNames> GetClientNamesAsync() => _clientNames ??= await ClientNames.FindAsync(subject, AskAsync).ConfigureAwait(false);

    /// <summary>Expands macros.</summary>
    public async ValueTask<string> ExpandAsync(MacroString text, string domain)
    {
        var name = text.NeedsValidatedName ? (await GetClientNamesAsync().ConfigureAwait(false)).Choose(domain) : null;
        return text.Expand(new MacroValues(subject, domain, name));
    }
}
