namespace Hotmail.Pacing.Testing;

/// <summary>The extensions that the receiver can offer in its answer to EHLO. ENHANCEDSTATUSCODES is always offered, AUTH when there is somebody to check it.</summary>
[Flags]
public enum SmtpExtensions
{
    /// <summary>None of the below.</summary>
    None = 0,

    /// <summary>PIPELINING (RFC 2920).</summary>
    Pipelining = 1,

    /// <summary>SIZE (RFC 1870), with <see cref="ThrottlingReceiverOptions.MaxMessageSize"/>.</summary>
    Size = 2,

    /// <summary>8BITMIME (RFC 6152).</summary>
    EightBitMime = 4,

    /// <summary>SMTPUTF8 (RFC 6531).</summary>
    SmtpUtf8 = 8,

    /// <summary>STARTTLS (RFC 3207), with <see cref="ThrottlingReceiver.Certificate"/>.</summary>
    StartTls = 16,

    /// <summary>All of the above.</summary>
    All = Pipelining | Size | EightBitMime | SmtpUtf8 | StartTls,
}
