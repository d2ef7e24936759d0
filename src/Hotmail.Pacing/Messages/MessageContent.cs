using System.Text;
using MimeKit;

namespace Hotmail.Pacing;

/// <summary>
/// A message's bytes as they go over the wire after DATA (RFC 5322, CRLF line ends), before dot-stuffing. Serialised once, then shared by every
/// delivery and attempt. Immutable.
/// </summary>
/// <remarks>No <c>Bcc</c> or <c>Resent-Bcc</c> header field is ever in it, whichever way it was made: recipients must not learn of each other by accident.</remarks>
public sealed class MessageContent
{
    private static readonly FormatOptions s_format = CreateFormat();

    private MessageContent? _sevenBit;

    internal MessageContent(ReadOnlyMemory<byte> bytes, bool is8Bit)
    {
        Bytes = bytes;
        Is8Bit = is8Bit;
    }

    /// <summary>The bytes, header and body.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The size in octets, as SIZE (RFC 1870) declares it.</summary>
    public long Size => Bytes.Length;

    /// <summary>Whether an octet is above 127, so that the server must offer 8BITMIME.</summary>
    public bool Is8Bit { get; }

    /// <summary>
    /// Serialises a message. Its text parts are encoded so that every octet is below 128: such a message passes every server unchanged, as
    /// RFC 6376 §5.3 advises for mail that is signed. A message that is already signed (DKIM or ARC) is not re-encoded.
    /// </summary>
    /// <param name="message">
    /// The message. Like MailKit's <c>SendAsync</c>, this sets the content transfer encodings of its parts, so it must not be in use elsewhere meanwhile;
    /// afterwards it is no longer needed. Its <c>Bcc</c> fields stay in it, but not in the result.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="message"/> is <see langword="null"/>.</exception>
    public static MessageContent FromMimeMessage(MimeMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (!IsSigned(message))
        {
            message.Prepare(EncodingConstraint.SevenBit, MessageContentBytes.MaxLineLength);
        }

        return FromBytes(Serialize(message));
    }

    /// <summary>
    /// Takes a message's bytes (RFC 5322, for example an <c>.eml</c> file). What is right is kept byte for byte, so that signatures stay valid. Only this is
    /// mended: a line end other than CRLF becomes CRLF (SMTP allows no other, RFC 5321 §2.3.8), a missing one at the end is added, and
    /// <c>Bcc</c> and <c>Resent-Bcc</c> header fields are left out.
    /// </summary>
    /// <param name="bytes">The bytes. Where nothing has to be mended they are kept, not copied: do not change them afterwards.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is empty.</exception>
    public static MessageContent FromBytes(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            throw new ArgumentException("A message has at least a header.", nameof(bytes));
        }

        var ready = MessageContentBytes.Normalize(bytes);
        return new MessageContent(ready, !Ascii.IsValid(ready.Span));
    }

    /// <summary>Reads a message's bytes to the end of a stream; then as <see cref="FromBytes"/>.</summary>
    /// <param name="stream">The stream; it is left open.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The stream has no bytes left.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static async Task<MessageContent> LoadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var buffer = new MemoryStream();
        await stream.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        return buffer.Length > 0 ? FromBytes(buffer.ToArray()) : throw new ArgumentException("The stream holds no message.", nameof(stream));
    }

    /// <summary>
    /// The message for a server without 8BITMIME (RFC 6152 §3): its parts re-encoded. A signed message, or one that is not MIME, stays as it is: encoding
    /// would break the signature, and the servers that still lack 8BITMIME pass 8-bit octets on. Made once.
    /// </summary>
    internal MessageContent ToSevenBit()
    {
        if (!Is8Bit)
        {
            return this;
        }

        return Volatile.Read(ref _sevenBit) ?? Interlocked.CompareExchange(ref _sevenBit, Encode(), null) ?? _sevenBit!;
    }

    private MessageContent Encode()
    {
        try
        {
            using var stream = new MemoryStream(Bytes.ToArray(), writable: false);
            using var message = MimeMessage.Load(stream);
            if (IsSigned(message))
            {
                return this;
            }

            message.Prepare(EncodingConstraint.SevenBit, MessageContentBytes.MaxLineLength);
            return FromBytes(Serialize(message));
        }
        catch (FormatException)
        {
            return this;
        }
    }

    private static byte[] Serialize(MimeMessage message)
    {
        using var stream = new MemoryStream();
        message.WriteTo(s_format, stream);
        return stream.ToArray();
    }

    private static bool IsSigned(MimeMessage message) =>
        message.Headers.Contains(HeaderId.DkimSignature)
        || message.Headers.Contains(HeaderId.DomainKeySignature)
        || message.Headers.Contains(HeaderId.ArcMessageSignature);

    private static FormatOptions CreateFormat()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        format.HiddenHeaders.Add(HeaderId.ContentLength);
        format.HiddenHeaders.Add(HeaderId.Bcc);
        format.HiddenHeaders.Add(HeaderId.ResentBcc);
        return format;
    }
}
