namespace Hotmail.Pacing.Reputation.Spf;

/// <summary>The results of RFC 7208 §2.6.</summary>
public enum SpfVerdict : byte
{
    /// <summary>There is no SPF record, or no domain to ask for one.</summary>
    None,

    /// <summary>The domain says nothing about the client.</summary>
    Neutral,

    /// <summary>The client may send for the domain.</summary>
    Pass,

    /// <summary>The client may not send for the domain.</summary>
    Fail,

    /// <summary>The client probably may not send for the domain.</summary>
    SoftFail,

    /// <summary>The DNS failed to answer. Asked later, there may be a result.</summary>
    TempError,

    /// <summary>The domain's record, or one that it leads to, is wrong. It stays so until somebody mends it.</summary>
    PermError,
}
