namespace Hotmail.Pacing.Reputation.Dkim.Signing;

/// <summary>What becomes of a message whose From domain no configured domain signs for.</summary>
public enum DkimUnmatchedAction : byte
{
    /// <summary>It is not accepted: a <see cref="MessageSigningException"/> names the domain.</summary>
    Refuse,

    /// <summary>It goes unsigned. The log warns, once for each domain.</summary>
    SendUnsigned,
}
