using Hotmail.Pacing.Reputation.Dkim.Keys;

namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>What came of one signature, and why.</summary>
public sealed record DkimSignatureResult
{
    /// <summary>The result.</summary>
    public required DkimVerdict Verdict { get; init; }

    /// <summary>Why it does not pass; <see cref="DkimFailure.None"/> where it does.</summary>
    public required DkimFailure Failure { get; init; }

    /// <summary>Why, as a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>Where the mistake is, in characters from 0: in the field's value where the signature is at fault, in the record where that is; null where no place is meant.</summary>
    public int? Position { get; init; }

    /// <summary>The domain that signed (<c>d=</c>); null where it does not say.</summary>
    public string? Domain { get; init; }

    /// <summary>The selector (<c>s=</c>); null where it does not say.</summary>
    public string? Selector { get; init; }

    /// <summary>On whose behalf it was signed (<c>i=</c>, or <c>@</c> and the domain); null where it does not say.</summary>
    public string? Identity { get; init; }

    /// <summary>The algorithm (<c>a=</c>), such as <c>rsa-sha256</c>; null where it does not say.</summary>
    public string? Algorithm { get; init; }

    /// <summary>The header fields that it names (<c>h=</c>), as often as it does.</summary>
    public IReadOnlyList<string> SignedHeaders { get; init; } = [];

    /// <summary>When it was made (<c>t=</c>); null where it does not say.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>When it expires (<c>x=</c>); null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The bytes at the end of the canonical body that it does not cover (<c>l=</c>): anybody may have appended them. Null where it covers all of any body.</summary>
    public long? UnsignedBodyBytes { get; init; }

    /// <summary>The key record; null where none was looked up or found.</summary>
    public DkimKeyRecord? Key { get; init; }

    /// <summary>The length of the key in bits; null where there is none.</summary>
    public int? KeyBits => Key?.KeyBits;

    /// <summary>Whether the key's owner only tests DKIM (<c>t=y</c> of the record): it changes no result.</summary>
    public bool IsTesting => Key?.IsTesting ?? false;
}
