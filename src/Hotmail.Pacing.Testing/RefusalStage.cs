namespace Hotmail.Pacing.Testing;

/// <summary>Where a connection over the cap (or over the open rate) is told so.</summary>
public enum RefusalStage
{
    /// <summary>In place of the greeting.</summary>
    Banner,

    /// <summary>In answer to EHLO or HELO, after a clean greeting.</summary>
    Ehlo,

    /// <summary>
    /// In answer to MAIL FROM, after a clean greeting, EHLO and STARTTLS. This is where senders report seeing Microsoft's
    /// <c>451 4.7.652 … (S3115)</c>.
    /// </summary>
    Mail,

    /// <summary>The connection is closed before the greeting, without a word.</summary>
    Drop,
}
