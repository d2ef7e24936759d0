namespace Hotmail.Pacing.Transport;

/// <summary>How long each step of a session may take. Immutable. RFC 5321 §4.5.3.2 asks for at least 5 minutes for most; Postfix waits 30 s to connect and 5 min for the greeting.</summary>
public sealed record SmtpTimeouts
{
    /// <summary>Opening the TCP connection.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the open connection to the greeting.</summary>
    public TimeSpan Greeting { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Each command's reply, and the TLS handshake.</summary>
    public TimeSpan Command { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Sending the message and its final reply.</summary>
    public TimeSpan Data { get; init; } = TimeSpan.FromMinutes(10);
}
