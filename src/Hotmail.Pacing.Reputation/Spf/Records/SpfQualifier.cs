namespace Hotmail.Pacing.Reputation.Spf.Records;

/// <summary>What a directive says of the clients that it matches.</summary>
public enum SpfQualifier : byte
{
    /// <summary><c>+</c>, or nothing: may send.</summary>
    Pass,

    /// <summary><c>-</c>: may not send.</summary>
    Fail,

    /// <summary><c>~</c>: probably may not send.</summary>
    SoftFail,

    /// <summary><c>?</c>: nothing is said.</summary>
    Neutral,
}
