using System.Collections.Frozen;
using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;
using Microsoft.Extensions.Logging;
using Org.BouncyCastle.Crypto.Parameters;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>The signers of all configured domains. Immutable.</summary>
internal sealed class SigningKeys
{
    private readonly FrozenDictionary<string, SelectorSigner[]> _signers;

    private SigningKeys(FrozenDictionary<string, SelectorSigner[]> signers) => _signers = signers;

    /// <summary>Loads and checks the keys.</summary>
    /// <exception cref="DkimSigningException">At least one cannot be used.</exception>
    public static async ValueTask<SigningKeys> LoadAsync(
        DkimSigningDomain[] domains, TimeSpan? expireAfter, IDnsResolver? published, TimeProvider time, ILogger logger, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var signers = new List<(string Domain, SelectorSigner Signer)>();
        foreach (var domain in domains)
        {
            var (key, reason) = await PrivateKeys.LoadAsync(domain, cancellationToken).ConfigureAwait(false);
            if (key is null)
            {
                problems.Add($"{SigningOptionsRules.Name(domain)}: {reason}.");
                continue;
            }

            var ascii = new DkimSigningDomain { Domain = DomainName.ToAscii(domain.Domain).ToLowerInvariant(), Selector = DomainName.ToAscii(domain.Selector) };
            if (SelectorSigner.TryCreate(ascii, key, expireAfter, time) is not { } signer)
            {
                problems.Add($"{SigningOptionsRules.Name(domain)}: the RSA key is damaged, so that its signatures are wrong.");
                continue;
            }

            signers.Add((ascii.Domain, signer));
            var algorithm = key is RsaKeyParameters rsa ? $"RSA with {rsa.Modulus.BitLength} bits" : "Ed25519";
            SigningLog.KeyLoaded(logger, ascii.Domain, ascii.Selector, algorithm);
            if (key is RsaKeyParameters { Modulus.BitLength: < KeyRecordRules.GoodRsaBits })
            {
                SigningLog.KeyDoubtful(logger, signer.Name, $"{algorithm}, where {KeyRecordRules.GoodRsaBits} are advised.");
            }
        }

        if (published is not null)
        {
            problems.AddRange(await CheckPublishedAsync(signers, published, logger, cancellationToken).ConfigureAwait(false));
        }

        return problems.Count > 0
            ? throw new DkimSigningException(problems)
            : new SigningKeys(signers.GroupBy(static signer => signer.Domain, static signer => signer.Signer).ToFrozenDictionary(static group => group.Key, static group => group.ToArray()));
    }

    /// <summary>The signers for a From domain: its own, else those of its nearest parent; empty where there is none.</summary>
    public SelectorSigner[] Find(string domain)
    {
        for (var name = domain.ToLowerInvariant(); ;)
        {
            if (_signers.TryGetValue(name, out var signers))
            {
                return signers;
            }

            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                return [];
            }

            name = name[(dot + 1)..];
        }
    }

    private static async ValueTask<List<string>> CheckPublishedAsync(
        List<(string Domain, SelectorSigner Signer)> signers, IDnsResolver resolver, ILogger logger, CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        var check = new DkimSelectorCheck(resolver);
        foreach (var group in signers.GroupBy(static signer => signer.Domain, static signer => signer.Signer))
        {
            SelectorSigner[] own = [.. group];
            var reports = await check.CheckAllAsync(group.Key, [.. own.Select(static signer => signer.Selector)], cancellationToken).ConfigureAwait(false);
            for (var index = 0; index < own.Length; index++)
            {
                problems.AddRange(Compare(own[index], reports[index], logger));
            }
        }

        return problems;
    }

    private static List<string> Compare(SelectorSigner signer, DkimSelectorReport report, ILogger logger)
    {
        var problems = new List<string>();
        foreach (var issue in report.Issues)
        {
            if (issue.Severity >= IssueSeverity.Error)
            {
                problems.Add($"{report.Name}: {issue.Definition.Summary} {issue.Evidence}");
            }
            else
            {
                SigningLog.KeyDoubtful(logger, report.Name, $"{issue.Definition.Summary} {issue.Evidence}");
            }
        }

        if (problems.Count == 0 && report.Record is { PublicKey: { } published } && !published.Equals(signer.PublicKey))
        {
            problems.Add($"{report.Name}: the published key is not that of the private key. Publish: {PublicKeys.ToRecord(signer.PublicKey)}");
        }

        return problems;
    }
}
