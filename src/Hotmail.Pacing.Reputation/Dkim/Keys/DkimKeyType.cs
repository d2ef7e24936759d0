namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>The kinds of keys.</summary>
public enum DkimKeyType : byte
{
    /// <summary>One that this version does not know: the record's <c>k=</c> says something else.</summary>
    Unknown,

    /// <summary>RSA, RFC 6376.</summary>
    Rsa,

    /// <summary>Ed25519, RFC 8463.</summary>
    Ed25519,
}
