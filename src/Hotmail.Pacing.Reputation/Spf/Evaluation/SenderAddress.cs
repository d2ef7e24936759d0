using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Spf.Evaluation;

/// <summary>Takes the claims of a client apart.</summary>
internal static class SenderAddress
{
    /// <summary>The local part and the domain that are checked.</summary>
    public static (string LocalPart, string Domain) From(SpfRequest request)
    {
        if (request.Identity == SpfIdentity.Helo || request.MailFrom.Length == 0)
        {
            return ("postmaster", DomainName.ToAscii(request.Helo));
        }

        var at = request.MailFrom.LastIndexOf('@');
        return (at > 0 ? request.MailFrom[..at] : "postmaster", DomainName.ToAscii(request.MailFrom[(at + 1)..]));
    }

    /// <summary>Why the domain has no SPF record to begin with (RFC 7208 §4.3); null when it may have one.</summary>
    public static string? FindError(string domain) =>
        domain.Length == 0 ? "There is no domain to check."
        : domain[0] == '[' ? $"{domain} is an address, not a domain."
        : !domain.Contains('.', StringComparison.Ordinal) ? $"\"{domain}\" is a single label, not a domain."
        : !DomainName.CanBeAsked(domain) ? $"\"{domain}\" is not a name that the DNS can be asked for."
        : null;
}
