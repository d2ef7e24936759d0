namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>What a policy asks of those who send to the domain.</summary>
public enum MtaStsMode : byte
{
    /// <summary>Nothing (<c>none</c>): the policy is being withdrawn.</summary>
    None,

    /// <summary>To report what would fail, and deliver all the same (<c>testing</c>).</summary>
    Testing,

    /// <summary>To deliver only to hosts that match, over TLS with a valid certificate (<c>enforce</c>).</summary>
    Enforce,
}
