using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>The names that key records have.</summary>
internal static class SelectorName
{
    /// <summary>The name of a selector's record.</summary>
    public static string Of(string domain, string selector) => $"{DomainName.ToAscii(selector)}._domainkey.{DomainName.ToAscii(domain)}";

    /// <summary>Whether there can be such a record.</summary>
    public static bool CanBe(string domain, string selector) => selector.Length > 0 && domain.Length > 0 && DomainName.CanBeAsked(Of(domain, selector));
}
