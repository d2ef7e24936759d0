using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;

/// <summary>Which DMARC record applies to a domain, and which is its organisational domain.</summary>
public sealed record DmarcDiscoveryResult
{
    /// <summary>The domain in ASCII and lower case; as it was given, where it is no domain.</summary>
    public required string Domain { get; init; }

    /// <summary>What was asked, in order: at most 8 questions.</summary>
    public IReadOnlyList<DmarcLookup> Lookups { get; init; } = [];

    /// <summary>The domain whose record applies; null where none does, or where that cannot be known.</summary>
    public string? RecordDomain { get; init; }

    /// <summary>The record that applies; null where none does, or where that cannot be known. It may be one that receivers do not use: <see cref="DmarcPolicyRecord.IsUsable"/>.</summary>
    public DmarcPolicyRecord? Record { get; init; }

    /// <summary>The organisational domain; null where it cannot be known.</summary>
    public string? OrganizationalDomain { get; init; }

    /// <summary>The organisational domain by the public suffix list, whatever the mode. Where it is another one, receivers judge by one or the other.</summary>
    public string? SuffixListDomain { get; init; }

    /// <summary>Whether the domain is a public suffix by that list.</summary>
    internal bool IsListedSuffix { get; init; }

    /// <summary>What is wrong with the domain; null where nothing is. Then nothing was asked.</summary>
    public string? Error { get; init; }

    /// <summary>Why the DNS did not say all; null where it did.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether it is not known which record applies, because the DNS failed.</summary>
    public bool IsRecordUnknown => Failure is not null && Record is null;
}
