using System.Text;
using System.Text.Unicode;
using Hotmail.Pacing.Responses;
using MailKit;
using MailKit.Net.Smtp;

namespace Hotmail.Pacing.Transport;

/// <summary>
/// Listens to a session as MailKit's protocol logger: knows the stage while it is being opened, restarts the step's time with every reply, and keeps the last
/// reply, which MailKit swallows when the connection breaks after it. Of what the client says it only looks at the verb; nothing is stored of it.
/// </summary>
internal sealed class SmtpDialogue(StepTimer timer, SmtpTimeouts timeouts) : IProtocolLogger
{
    /// <summary>The longest text that is kept of a reply, in octets: a reply line has at most 512 (RFC 5321 §4.5.3.1.5), but servers send more.</summary>
    public const int MaxTextLength = 8 * 1024;

    private const int MaxReplyLength = 1024 * 1024;
    private const int CodeLength = 3;

    private byte[] _text = new byte[256];
    private int _textLength;
    private int _replyLength;
    private int _column;
    private int _lineCode;
    private int _code;
    private bool _more;
    private bool _inReply;
    private int _repliesInChunk;
    private Action? _senderAccepted;
    private bool _awaitsSender;
    private SmtpReply? _ehloRefusal;
    private SmtpReply? _authRefusal;

    /// <summary>How far the opening of the session has come. A transaction keeps its own stage.</summary>
    public SmtpStage Stage { get; set; }

    /// <summary>Whether the server sent something that is not SMTP.</summary>
    public bool IsGarbled { get; private set; }

    /// <summary>Whether the server said more than it was asked: whatever is read next would be taken for the answer to another command.</summary>
    public bool IsOutOfStep => IsGarbled || _inReply || _repliesInChunk > 1;

    /// <inheritdoc/>
    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    /// <summary>Begins a transaction.</summary>
    /// <param name="senderAccepted">To be called when the first reply, to MAIL, is positive.</param>
    public void BeginTransaction(Action? senderAccepted)
    {
        _senderAccepted = senderAccepted;
        _awaitsSender = true;
    }

    /// <summary>
    /// The refusal that MailKit did not pass on: to EHLO (before it tried HELO), to AUTH (before it tried another mechanism), or a last reply that was cut off;
    /// <see langword="null"/> when there was none.
    /// Bytes that are no reply come as one with code 0.
    /// </summary>
    /// <param name="stage">The stage at which the session ended.</param>
    public SmtpReply? Unreported(SmtpStage stage)
    {
        if (IsGarbled)
        {
            return new SmtpReply(0, Text(), stage);
        }

        if (stage == SmtpStage.Ehlo && _ehloRefusal is not null)
        {
            return _ehloRefusal;
        }

        if (stage == SmtpStage.Auth && _authRefusal is not null)
        {
            return _authRefusal;
        }

        return _inReply && _code >= 400 ? SmtpReply.FromCodeAndText(_code, Text(), stage) : null;
    }

    /// <summary>The last complete reply; <see langword="null"/> when there was none.</summary>
    /// <param name="stage">The stage that it belongs to.</param>
    public SmtpReply? LastReply(SmtpStage stage) => !_inReply && _code > 0 ? SmtpReply.FromCodeAndText(_code, Text(), stage) : null;

    /// <inheritdoc/>
    public void LogConnect(Uri uri)
    {
        Stage = SmtpStage.Banner;
        timer.Start(timeouts.Greeting);
    }

    /// <inheritdoc/>
    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (Stage == SmtpStage.Ehlo && buffer.AsSpan(offset, count).StartsWith("STARTTLS"u8))
        {
            Stage = SmtpStage.StartTls;
        }
        else if (Stage == SmtpStage.StartTls)
        {
            // The second EHLO, over TLS: whatever was said in plain text after the 220 no longer counts.
            Stage = SmtpStage.Ehlo;
            _inReply = IsGarbled = false;
        }
    }

    /// <inheritdoc/>
    public void LogServer(byte[] buffer, int offset, int count)
    {
        _repliesInChunk = 0;
        var bytes = buffer.AsSpan(offset, count);
        while (!bytes.IsEmpty && !IsGarbled)
        {
            if (!_inReply)
            {
                _inReply = true;
                _code = _textLength = _replyLength = _column = _lineCode = 0;
            }

            if (!(_column <= CodeLength ? ReadCode(ref bytes) : ReadText(ref bytes)))
            {
                IsGarbled = true;
                _textLength = 0;
                Append(buffer.AsSpan(offset, count).TrimEnd("\r\n"u8));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private bool ReadCode(ref Span<byte> bytes)
    {
        var next = bytes[0];
        if (_column < CodeLength)
        {
            _lineCode = (_lineCode * 10) + (next - '0');
            bytes = bytes[1..];
            _column++;
            return next is >= (byte)'0' and <= (byte)'9';
        }

        _more = next == '-';
        _code = _code == 0 ? _lineCode : _code;
        _column++;
        if (next is (byte)'-' or (byte)' ')
        {
            bytes = bytes[1..];
        }
        else if (next is not (byte)'\r' and not (byte)'\n')
        {
            return false;
        }

        return _lineCode == _code && _code >= 100;
    }

    private bool ReadText(ref Span<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        Append(end < 0 ? bytes : bytes[..end]);
        if (_replyLength > MaxReplyLength)
        {
            IsGarbled = true;
            throw new SmtpProtocolException($"The server's reply is longer than {MaxReplyLength} octets.");
        }

        if (end < 0)
        {
            bytes = default;
            return true;
        }

        bytes = bytes[(end + 1)..];
        if (_textLength > 0 && _text[_textLength - 1] == '\r')
        {
            _textLength--;
        }

        _column = _lineCode = 0;
        if (_more)
        {
            Append("\n"u8);
        }
        else
        {
            _inReply = false;
            _repliesInChunk++;
            OnReply();
        }

        return true;
    }

    private void OnReply()
    {
        var accepted = _code is >= 200 and < 300;
        if (Stage == SmtpStage.Banner && accepted)
        {
            Stage = SmtpStage.Ehlo;
        }
        else if (Stage == SmtpStage.Ehlo && _code >= 400)
        {
            // What EHLO was refused with says more than what HELO is then refused with, unless EHLO was merely unknown.
            _ehloRefusal = _ehloRefusal is null or { Code: 500 or 502 } ? LastReply(SmtpStage.Ehlo) : _ehloRefusal;
        }
        else if (Stage == SmtpStage.Auth && _code >= 400)
        {
            _authRefusal = LastReply(SmtpStage.Auth);
        }

        if (_awaitsSender)
        {
            _awaitsSender = false;
            if (accepted)
            {
                _senderAccepted?.Invoke();
            }
        }

        timer.Start(timeouts.Command);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _replyLength += bytes.Length;
        bytes = bytes[..Math.Min(bytes.Length, MaxTextLength - _textLength)];
        if (_textLength + bytes.Length > _text.Length)
        {
            Array.Resize(ref _text, Math.Min(MaxTextLength, Math.Max(_text.Length * 2, _textLength + bytes.Length)));
        }

        bytes.CopyTo(_text.AsSpan(_textLength));
        _textLength += bytes.Length;
    }

    private string Text()
    {
        var text = _text.AsSpan(0, _textLength);
        return (Utf8.IsValid(text) ? Encoding.UTF8 : Encoding.Latin1).GetString(text);
    }
}
