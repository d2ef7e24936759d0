using System.Diagnostics.CodeAnalysis;
using MimeKit;

namespace Hotmail.Pacing.Transport;

/// <summary>
/// The <see cref="MimeMessage"/> that MailKit is given: its body writes a <see cref="MessageContent"/>'s bytes, header and all, exactly as they are, and nothing
/// is written around them. One per session and kind, since a session sends one message at a time.
/// </summary>
internal sealed class StoredMessage
{
    // MimeKit writes a blank line between header and body except for a message that was parsed without one. So an empty message is parsed, whose text part
    // is made to be ours; its own header fields are left out when it is written. Only ExperimentalMimeParser notes that the blank line was missing: with
    // MimeMessage.Load (MimeKit 4.18.2) every message went out with a blank line before its header.
    private static readonly ParserOptions s_parser = CreateParser();
    private static readonly FormatOptions s_bare = FormatOptions.Default.Clone();
    private static readonly FormatOptions s_withoutEncoding = WithoutEncoding();

    private readonly Body _body;

    private StoredMessage(ReadOnlySpan<byte> header, FormatOptions format)
    {
        using var stream = new MemoryStream(header.ToArray(), writable: false);
        Message = new ExperimentalMimeParser(s_parser, stream).ParseMessage();
        Message.Headers.Clear();
        Format = format;
        _body = (Body)Message.Body!;
    }

    /// <summary>What MailKit sends.</summary>
    public MimeMessage Message { get; }

    /// <summary>What MailKit must send it with.</summary>
    public FormatOptions Format { get; }

    /// <summary>A message whose MAIL command says nothing of its body.</summary>
    public static StoredMessage SevenBit() => new("X:\r\n"u8, s_bare);

    /// <summary>A message whose MAIL command says <c>BODY=8BITMIME</c> where the server offers it.</summary>
    public static StoredMessage EightBit() => new("Content-Transfer-Encoding: 8bit\r\n"u8, s_withoutEncoding);

    /// <summary>Sets what is written next.</summary>
    /// <param name="transaction">Whose content, and who is told how far the writing has come.</param>
    public void Hold(Transaction? transaction) => _body.Transaction = transaction;

    private static ParserOptions CreateParser()
    {
        var options = new ParserOptions();
        options.RegisterMimeType("text/plain", typeof(Body));
        return options;
    }

    private static FormatOptions WithoutEncoding()
    {
        var format = FormatOptions.Default.Clone();
        format.HiddenHeaders.Add(HeaderId.ContentTransferEncoding);
        return format;
    }

    [SuppressMessage("Performance", "CA1812", Justification = "Made by MimeKit's parser.")]
    private sealed class Body(MimeEntityConstructorArgs args) : MimePart(args)
    {
        // So that dot-stuffing, which copies a piece that needs it, never copies a large message whole.
        private const int PieceLength = 64 * 1024;

        public Transaction? Transaction { get; set; }

        public override async Task WriteToAsync(FormatOptions options, Stream stream, bool contentOnly, CancellationToken cancellationToken = default)
        {
            var transaction = Transaction ?? throw new InvalidOperationException("There is nothing to write.");
            transaction.OnBodyStarted();
            var rest = transaction.Content.Bytes;
            while (!rest.IsEmpty)
            {
                var piece = rest[..Math.Min(rest.Length, PieceLength)];
                await stream.WriteAsync(piece, cancellationToken).ConfigureAwait(false);
                rest = rest[piece.Length..];
            }

            transaction.OnBodyWritten();
        }
    }
}
