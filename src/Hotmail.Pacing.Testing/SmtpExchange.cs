namespace Hotmail.Pacing.Testing;

/// <summary>The moment at which a script may answer: what was said, on which connection, in which transaction.</summary>
public sealed record SmtpExchange
{
    internal SmtpExchange()
    {
    }

    /// <summary>Where the session is.</summary>
    public required Stage Stage { get; init; }

    /// <summary>The connection, numbered from 1 in the order of acceptance.</summary>
    public required long SessionId { get; init; }

    /// <summary>What followed the command's name, such as <c>FROM:&lt;a@b.example&gt; SIZE=100</c>; empty at <see cref="Stage.Banner"/>, <see cref="Stage.Auth"/> and <see cref="Stage.EndOfData"/>.</summary>
    public required string Argument { get; init; }

    /// <summary>The transaction's sender (at <see cref="Stage.Mail"/> the one that is being named; empty for the null sender); null outside a transaction.</summary>
    public required string? Sender { get; init; }

    /// <summary>The recipient: at <see cref="Stage.Rcpt"/> the one that is being named, at <see cref="Stage.Data"/> and <see cref="Stage.EndOfData"/> the first accepted one; else null.</summary>
    public required string? Recipient { get; init; }

    /// <summary>The recipients of this transaction that were accepted before this moment.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>How often <see cref="Recipient"/> has been named in RCPT TO on this receiver, over all connections, this time included; 0 without a recipient.</summary>
    public required int Attempt { get; init; }

    /// <summary>The bytes of content at <see cref="Stage.EndOfData"/>; else 0.</summary>
    public required long Size { get; init; }

    /// <summary>How many messages were accepted on this connection before this moment.</summary>
    public required int MessagesOnConnection { get; init; }

    /// <summary>Whether the connection is under TLS.</summary>
    public required bool IsTls { get; init; }
}
