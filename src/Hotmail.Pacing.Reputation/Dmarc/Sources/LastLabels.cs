namespace Hotmail.Pacing.Reputation.Dmarc.Sources;

/// <summary>A guess at organisational domains that needs neither the DNS nor a list: good enough to group by, not to align by.</summary>
internal static class LastLabels
{
    private static readonly string[] Registries = ["ac", "co", "com", "edu", "gob", "gov", "gv", "mil", "ne", "net", "nom", "or", "org"];

    public static string? OrganizationalDomain(string domain)
    {
        var labels = domain.Split('.');
        if (labels.Length < 2 || labels.Any(static label => label.Length == 0))
        {
            return null;
        }

        var isUnderRegistry = labels[^1].Length == 2 && Registries.Contains(labels[^2], StringComparer.Ordinal);
        var count = isUnderRegistry ? 3 : 2;
        return labels.Length < count ? null : string.Join('.', labels[^count..]);
    }
}
