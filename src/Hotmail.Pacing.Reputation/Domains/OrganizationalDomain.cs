namespace Hotmail.Pacing.Reputation.Domains;

/// <summary>The domain at whose head one organisation stands: <c>example.co.uk</c> for <c>mail.news.example.co.uk</c>.</summary>
public sealed record OrganizationalDomain
{
    /// <summary>The domain that was asked for, in ASCII and lower case; as it was given, where it is no domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The organisational domain, in ASCII and lower case; null where it cannot be known, for which <see cref="Reason"/> says why.</summary>
    public string? Name { get; init; }

    /// <summary>Why it is this one, or why it cannot be known, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>
    /// Whether the domain itself is one below which organisations register theirs, such as <c>co.uk</c>. It is its own organisational domain then, and shares it with nobody.
    /// </summary>
    public bool IsPublicSuffix { get; init; }
}
