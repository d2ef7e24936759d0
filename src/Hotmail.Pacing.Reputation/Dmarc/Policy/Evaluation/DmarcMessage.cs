using Hotmail.Pacing.Reputation.Spf;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>What DMARC must know of a message.</summary>
public sealed record DmarcMessage
{
    /// <summary>The domains of the addresses in the From field, one for each address; Unicode is allowed. The same one twice counts once.</summary>
    public required IReadOnlyList<string> FromDomains { get; init; }

    /// <summary>What SPF said of the envelope sender (<see cref="SpfIdentity.MailFrom"/>).</summary>
    /// <value><see cref="SpfVerdict.None"/>.</value>
    public SpfVerdict SpfVerdict { get; init; } = SpfVerdict.None;

    /// <summary>The domain that SPF checked: the envelope sender's, or the EHLO name where the envelope sender is empty (<see cref="SpfResult.Domain"/>).</summary>
    /// <value>Empty: SPF was not checked.</value>
    public string SpfDomain { get; init; } = "";

    /// <summary>The message's DKIM signatures. Of more than 10 that passed, the first 10 count.</summary>
    /// <value>None.</value>
    public IReadOnlyList<DmarcSignature> Signatures { get; init; } = [];
}
