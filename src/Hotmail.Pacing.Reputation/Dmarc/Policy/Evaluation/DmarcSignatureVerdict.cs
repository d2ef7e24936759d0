namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>What came of a DKIM signature, as far as DMARC must know.</summary>
public enum DmarcSignatureVerdict : byte
{
    /// <summary>The signature is right.</summary>
    Pass,

    /// <summary>The signature is wrong, or cannot be used.</summary>
    Fail,

    /// <summary>Its key could not be asked for. Asked later, there may be an answer.</summary>
    TempError,
}
