using Hotmail.Pacing.Reputation.Dkim.Keys;

namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>What can be wrong with signing options, without a look at any key.</summary>
internal static class SigningOptionsRules
{
    // RFC 6376 §5.4: they change on the way, or are the signatures themselves.
    private static readonly string[] Unsignable = ["Return-Path", "Received", "Comments", "Keywords", "Bcc", "Resent-Bcc", "DKIM-Signature"];

    public static IEnumerable<string> Check(DkimSigningOptions options)
    {
        if (options.Domains.Count == 0)
        {
            yield return "Domains: there is none to sign for.";
        }

        if (!Enum.IsDefined(options.WhenNoDomainMatches))
        {
            yield return $"WhenNoDomainMatches: {options.WhenNoDomainMatches} is not one of Refuse, SendUnsigned.";
        }

        if (options.ExpireAfter < TimeSpan.FromSeconds(1))
        {
            yield return $"ExpireAfter: {options.ExpireAfter} is less than a second.";
        }

        foreach (var header in options.Headers.Concat(options.OversignedHeaders))
        {
            if (string.IsNullOrEmpty(header) || header.Any(static c => c is <= ' ' or > '~' or ':' or ';'))
            {
                yield return $"Headers: \"{header}\" is not the name of a header field.";
            }
            else if (Unsignable.Contains(header, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"Headers: {header} must not be signed, because it changes on the way.";
            }
        }

        foreach (var problem in options.Domains.SelectMany(Check))
        {
            yield return problem;
        }

        var twice = options.Domains.GroupBy(static domain => SelectorName.Of(domain.Domain ?? "", domain.Selector ?? ""), StringComparer.OrdinalIgnoreCase).Where(static group => group.Skip(1).Any());
        foreach (var group in twice)
        {
            yield return $"Domains: {group.Key} is there twice.";
        }
    }

    /// <summary>What stands before a problem of a domain.</summary>
    public static string Name(DkimSigningDomain domain) => $"Domain \"{domain.Domain}\", selector \"{domain.Selector}\"";

    private static IEnumerable<string> Check(DkimSigningDomain domain)
    {
        if (!SelectorName.CanBe(domain.Domain ?? "", domain.Selector ?? ""))
        {
            yield return $"{Name(domain)}: there cannot be a key record of that name.";
        }

        var sources = (domain.KeyFile is null ? 0 : 1) + (domain.KeyPem is null ? 0 : 1) + (domain.GetKeyAsync is null ? 0 : 1);
        if (sources != 1)
        {
            yield return $"{Name(domain)}: {(sources == 0 ? "there is no key" : "there are several keys")}; set exactly one of KeyFile, KeyPem and GetKeyAsync.";
        }
    }
}
