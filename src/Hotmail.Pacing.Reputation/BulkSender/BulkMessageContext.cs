namespace Hotmail.Pacing.Reputation.BulkSender;

/// <summary>What a message does not say of itself.</summary>
public sealed record BulkMessageContext
{
    /// <summary>How it fares in authentication.</summary>
    /// <value>Nothing is known.</value>
    public AuthenticationSummary Authentication { get; init; } = new();

    /// <summary>Whether recipients get it because they subscribed or for marketing, so that they must be able to unsubscribe; false for receipts, passwords and the like.</summary>
    /// <value>True.</value>
    public bool IsMarketing { get; init; } = true;

    /// <summary>Whether it is sent with SMTPUTF8 (RFC 6531), which allows UTF-8 in its header.</summary>
    /// <value>False.</value>
    public bool UsesSmtpUtf8 { get; init; }
}
