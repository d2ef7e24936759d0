using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>
/// Says whether a message passes DMARC, and what its domain's owner asks receivers to do with it. At most 90 questions to the DNS, most often 2 or 3, each once.
/// Safe for use by several threads at once.
/// </summary>
public sealed class DmarcEvaluator
{
    private const int MostSignatures = 10;

    private readonly IDnsResolver _resolver;
    private readonly DmarcDiscovery _discovery;

    /// <summary>Evaluates by RFC 9989.</summary>
    /// <param name="resolver">Whom to ask.</param>
    public DmarcEvaluator(IDnsResolver resolver)
        : this(resolver, new DmarcDiscoveryOptions())
    {
    }

    /// <summary>Evaluates.</summary>
    /// <param name="resolver">Whom to ask.</param>
    /// <param name="options">By which standard, which is copied.</param>
    public DmarcEvaluator(IDnsResolver resolver, DmarcDiscoveryOptions options)
    {
        _discovery = new DmarcDiscovery(resolver, options);
        _resolver = resolver;
    }

    /// <summary>Evaluates. Whatever the message and the DNS say is a result; a failure of the DNS is never a pass or a fail for its own sake.</summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async ValueTask<DmarcResult> EvaluateAsync(DmarcMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        string[] domains = [.. message.FromDomains.Select(static domain => ToName(domain)).Distinct(StringComparer.Ordinal)];
        if (domains.Length != 1)
        {
            return new DmarcResult
            {
                Verdict = DmarcVerdict.PermError,
                Reason = domains.Length == 0
                    ? "The From field names no domain, so that there is nothing to check; receivers may refuse such mail."
                    : $"The From field names {domains.Length} domains ({string.Join(", ", domains.Take(3))}), so that DMARC cannot be checked; many receivers refuse such mail.",
            };
        }

        var questions = new DmarcQuestions(_resolver, cancellationToken);
        var discovery = await _discovery.DiscoverAsync(domains[0], questions).ConfigureAwait(false);
        if (discovery.Record is not { IsUsable: true })
        {
            return DmarcDecision.Decide(new DmarcFacts(discovery, [], _discovery.Mode, true));
        }

        var identifiers = new List<DmarcIdentifier>();
        foreach (var identifier in GetIdentifiers(message))
        {
            identifiers.Add(identifier with { Organization = await FindOrganizationAsync(identifier, discovery, questions).ConfigureAwait(false) });
        }

        bool? exists = true;
        if (DmarcDecision.NeedsExistence(discovery, _discovery.Mode))
        {
            var answer = await questions.AskAsync(discovery.Domain, DnsRecordKind.A).ConfigureAwait(false);
            exists = answer.Status == DnsAnswerStatus.Failed ? null : answer.Status != DnsAnswerStatus.NoName;
        }

        return DmarcDecision.Decide(new DmarcFacts(discovery, identifiers, _discovery.Mode, exists));
    }

    private async ValueTask<string?> FindOrganizationAsync(DmarcIdentifier identifier, DmarcDiscoveryResult discovery, DmarcQuestions questions)
    {
        var mode = identifier.Mechanism == DmarcMechanism.Spf ? discovery.Record!.SpfAlignment : discovery.Record!.DkimAlignment;
        var organization = discovery.OrganizationalDomain;

        // Without the From field's organisational domain this one says nothing.
        return mode == Records.DmarcAlignmentMode.Strict || identifier.Domain == discovery.Domain || organization is null
            || DmarcDecision.IsOutOfReach(discovery.Domain, organization, identifier.Domain)
            ? null
            : await _discovery.FindOrganizationAsync(identifier.Domain, questions).ConfigureAwait(false);
    }

    private static IEnumerable<DmarcIdentifier> GetIdentifiers(DmarcMessage message)
    {
        if (message.SpfDomain.Length > 0)
        {
            yield return new DmarcIdentifier(
                DmarcMechanism.Spf,
                ToName(message.SpfDomain),
                message.SpfVerdict switch { SpfVerdict.Pass => true, SpfVerdict.TempError => null, _ => false },
                message.SpfVerdict switch
                {
                    SpfVerdict.Pass => "passed",
                    SpfVerdict.TempError => "could not be checked",
                    SpfVerdict.None => "found no record",
                    SpfVerdict.Neutral => "was neutral",
                    SpfVerdict.PermError => "found a broken record",
                    _ => "failed",
                },
                null);
        }

        // Those that passed first, so that wrong ones in front of them do not use up the room.
        foreach (var signature in message.Signatures.OrderBy(static signature => signature.Verdict == DmarcSignatureVerdict.Pass ? 0 : 1).Take(MostSignatures))
        {
            yield return new DmarcIdentifier(
                DmarcMechanism.Dkim,
                ToName(signature.Domain),
                signature.Verdict switch { DmarcSignatureVerdict.Pass => true, DmarcSignatureVerdict.TempError => null, _ => false },
                signature.Verdict switch { DmarcSignatureVerdict.Pass => "passed", DmarcSignatureVerdict.TempError => "could not be checked", _ => "failed" },
                null);
        }
    }

    private static string ToName(string domain) => DomainName.Normalize(domain, out _) ?? domain;
}
