namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>The results of RFC 8601 §2.7.1, for one signature.</summary>
public enum DkimVerdict : byte
{
    /// <summary>It was not checked, or cannot be: a mistake in it, or something that this version does not know.</summary>
    Neutral,

    /// <summary>It passes: who holds the domain's key signed the message.</summary>
    Pass,

    /// <summary>It does not fit the message.</summary>
    Fail,

    /// <summary>It is not acceptable, whether or not it fits: too short a key, expired, from the future.</summary>
    Policy,

    /// <summary>The DNS gave no answer. Checked later, it may pass or fail.</summary>
    TempError,

    /// <summary>It can never be checked: SHA-1, no key, a revoked or wrong one, From not signed, an identity outside its domain.</summary>
    PermError,
}
