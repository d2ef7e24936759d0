using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>
/// Checks the key records of selectors. The DNS has no list of a domain's selectors: they come from the signer's configuration, from a signed message or from DMARC reports.
/// At most two questions for a selector. Safe for use by several threads at once.
/// </summary>
public sealed class DkimSelectorCheck
{
    private readonly IDnsResolver _resolver;

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public DkimSelectorCheck(IDnsResolver resolver)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        _resolver = resolver;
    }

    /// <summary>Checks a selector. Whatever the DNS says is in the report.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="selector">The selector, which is known to be used: where it has no record, that is an issue.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<DkimSelectorReport> CheckAsync(string domain, string selector, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(selector);
        return (await CheckAllAsync(domain, [selector], cancellationToken).ConfigureAwait(false))[0];
    }

    /// <summary>Checks the selectors that a domain signs with. An Ed25519 key is no issue where one of them has a good RSA key.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="selectors">The selectors, which are known to be used.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The reports in the selectors' order.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<IReadOnlyList<DkimSelectorReport>> CheckAllAsync(string domain, IReadOnlyList<string> selectors, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(selectors);
        var lookups = new KeyLookup?[selectors.Count];
        for (var index = 0; index < lookups.Length; index++)
        {
            lookups[index] = SelectorName.CanBe(domain, selectors[index])
                ? await KeyLookup.AskAsync(_resolver, SelectorName.Of(domain, selectors[index]), cancellationToken).ConfigureAwait(false)
                : null;
        }

        var hasRsa = lookups.Any(static lookup => lookup is { Texts: [_], Record: { KeyType: DkimKeyType.Rsa, IsValid: true, KeyBits: >= KeyRecordRules.LeastRsaBits } });
        var reports = new DkimSelectorReport[lookups.Length];
        for (var index = 0; index < reports.Length; index++)
        {
            reports[index] = await ReportAsync(domain, selectors[index], lookups[index], hasRsa, cancellationToken).ConfigureAwait(false);
        }

        return reports;
    }

    /// <summary>Looks which of these selectors a domain has. That none of them is found says nothing: the domain may use others.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="guesses">The selectors to try; one question for each.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The reports of those that have a key record, and of those of which the DNS gave no answer.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<IReadOnlyList<DkimSelectorReport>> FindAsync(string domain, IReadOnlyList<string> guesses, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(guesses);
        var found = new List<string>();
        foreach (var guess in guesses.Where(guess => SelectorName.CanBe(domain, guess)))
        {
            var lookup = await KeyLookup.AskAsync(_resolver, SelectorName.Of(domain, guess), cancellationToken).ConfigureAwait(false);
            if (lookup.Failure is not null || lookup.Texts.Any(DkimKeyRecord.IsMeant))
            {
                found.Add(guess);
            }
        }

        return await CheckAllAsync(domain, found, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<DkimSelectorReport> ReportAsync(string domain, string selector, KeyLookup? lookup, bool hasRsa, CancellationToken cancellationToken)
    {
        var name = SelectorName.Of(domain, selector);
        ReputationIssue[] issues = lookup switch
        {
            null => [DkimIssues.BadName.On(name, $"\"{name}\" is not a name that the DNS can be asked for.")],
            { Failure: { } failure } => [DkimIssues.DnsFailed.On(name, failure)],
            { Texts: [] } => [await MissingAsync(name, cancellationToken).ConfigureAwait(false)],
            { Texts: [_] } => [.. KeyRecordRules.Check(lookup.Record!, name, hasRsa)],
            { Texts: var texts } => [DkimIssues.SeveralKeys.On(name, $"There are {texts.Count}: {string.Join(", ", texts.Select(KeyRecordRules.Quote))}.")],
        };
        return new DkimSelectorReport
        {
            Domain = domain,
            Selector = selector,
            Name = name,
            Record = lookup?.Record,
            Issues = [.. issues.OrderByDescending(static issue => issue.Severity)],
        };
    }

    private async ValueTask<ReputationIssue> MissingAsync(string name, CancellationToken cancellationToken)
    {
        var alias = await _resolver.AskAsync(name, DnsRecordKind.Cname, cancellationToken).ConfigureAwait(false);
        return alias.Names is [var target, ..]
            ? DkimIssues.AliasBroken.On(name, $"{name} is an alias of {target}, which has no TXT record.")
            : DkimIssues.KeyMissing.On(name, $"{name} has no TXT record.", fix: $"Publish the public key as a TXT record at {name}: v=DKIM1; k=rsa; p= and the key in base64.");
    }
}
