namespace Hotmail.Pacing.Testing;

/// <summary>A message that the receiver accepted: it answered the end of the data with 2yz.</summary>
public sealed record ReceivedMessage
{
    internal ReceivedMessage()
    {
    }

    /// <summary>The connection it came over, numbered from 1.</summary>
    public required long SessionId { get; init; }

    /// <summary>When it was accepted, by the receiver's <see cref="TimeProvider"/>.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The address of MAIL FROM; empty for the null sender.</summary>
    public required string Sender { get; init; }

    /// <summary>The addresses that were accepted in RCPT TO, in order.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>The bytes of the content, line ends included, after dot-unstuffing and without the final dot.</summary>
    public required long Size { get; init; }

    /// <summary>The content, byte for byte after dot-unstuffing; empty unless <see cref="ThrottlingReceiverOptions.KeepMessages"/> is set.</summary>
    public required ReadOnlyMemory<byte> Content { get; init; }

    /// <summary>Whether it came over TLS.</summary>
    public required bool IsTls { get; init; }

    /// <summary>Whether MAIL FROM said SMTPUTF8.</summary>
    public required bool IsSmtpUtf8 { get; init; }

    /// <summary>Whether MAIL FROM said BODY=8BITMIME.</summary>
    public required bool Is8BitMime { get; init; }
}
