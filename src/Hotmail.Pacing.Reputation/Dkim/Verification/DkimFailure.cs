namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>Why a signature does not pass.</summary>
public enum DkimFailure : byte
{
    /// <summary>It passes.</summary>
    None,

    /// <summary>There were more signatures or header fields than are looked at.</summary>
    NotChecked,

    /// <summary>A tag is malformed, missing, or contradicts another.</summary>
    Malformed,

    /// <summary>Its <c>v=</c> is not 1.</summary>
    WrongVersion,

    /// <summary>Its algorithm, canonicalization or way to the key is not known.</summary>
    Unsupported,

    /// <summary>It uses SHA-1, which RFC 8301 forbids.</summary>
    Sha1,

    /// <summary>Its <c>i=</c> is not within its <c>d=</c>.</summary>
    IdentityOutsideDomain,

    /// <summary>Its <c>h=</c> does not name From.</summary>
    FromNotSigned,

    /// <summary>Its <c>x=</c> is past.</summary>
    Expired,

    /// <summary>Its <c>t=</c> is in the future.</summary>
    FromTheFuture,

    /// <summary>The key could not be looked up.</summary>
    DnsFailed,

    /// <summary>The selector has no key record.</summary>
    KeyMissing,

    /// <summary>The selector has several key records.</summary>
    SeveralKeys,

    /// <summary>The key record has a mistake.</summary>
    KeyMalformed,

    /// <summary>The key was revoked.</summary>
    KeyRevoked,

    /// <summary>The key is of another kind than the signature.</summary>
    KeyTypeDiffers,

    /// <summary>The key is too short to be accepted.</summary>
    KeyTooShort,

    /// <summary>The key may not be used with the signature's hash algorithm (<c>h=</c> of the record).</summary>
    HashNotAllowed,

    /// <summary>The key may not be used for mail (<c>s=</c> of the record).</summary>
    ServiceNotAllowed,

    /// <summary>The key is for addresses of exactly the domain (<c>t=s</c> of the record), and the signature's <c>i=</c> is of a subdomain.</summary>
    IdentityNotAllowed,

    /// <summary>The body is not the one that was signed.</summary>
    BodyChanged,

    /// <summary>The body is as it was signed, and a signed header field, or the signature itself, is not; with Ed25519 it may be another key as well.</summary>
    HeaderChanged,

    /// <summary>The signature was not made with the private key of the published one, or was damaged. Told from a changed header for RSA alone.</summary>
    KeyDiffers,
}
