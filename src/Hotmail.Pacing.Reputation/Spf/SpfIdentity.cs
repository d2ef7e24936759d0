namespace Hotmail.Pacing.Reputation.Spf;

/// <summary>Which of the client's claims is checked.</summary>
public enum SpfIdentity : byte
{
    /// <summary>The envelope sender; with an empty one, <c>postmaster</c> at the HELO name.</summary>
    MailFrom,

    /// <summary>The HELO or EHLO name.</summary>
    Helo,
}
