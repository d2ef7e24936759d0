namespace Hotmail.Pacing.Reputation.Dkim.Verification;

/// <summary>The limits of a <see cref="DkimMessageVerifier"/>.</summary>
public sealed class DkimVerifierOptions
{
    /// <summary>How many of a message's signatures are checked, from the top; the rest are <see cref="DkimFailure.NotChecked"/>. Each costs a look-up and goes over the body.</summary>
    /// <value>10 unless set.</value>
    public int MaxSignatures { get; set; } = 10;

    /// <summary>The most bytes of a message that is read from a stream; nothing of a longer one is checked.</summary>
    /// <value>64 MiB unless set.</value>
    public int MaxMessageBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How far a signer's clock may be off: for signatures from the future, and for expired ones.</summary>
    /// <value>5 minutes unless set.</value>
    public TimeSpan ClockTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The longest that the look-ups of one message take together; keys that are not there by then are a temporary error.</summary>
    /// <value>20 seconds unless set.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);
}
