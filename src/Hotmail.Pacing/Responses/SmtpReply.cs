namespace Hotmail.Pacing.Responses;

/// <summary>One SMTP reply: code, enhanced code, text, and the stage that it answers. Immutable.</summary>
public sealed class SmtpReply
{
    /// <summary>How much of a reply is read: 8,192 bytes or characters, sixteen times RFC 5321's longest reply line (512, §4.5.3.1.5). What a server sends beyond is dropped, so that a hostile one costs neither memory nor time.</summary>
    public const int MaxLength = 8192;

    /// <summary>Makes a reply from its parts.</summary>
    /// <param name="code">The three-digit code, 200–599; 0 where the server sent something else.</param>
    /// <param name="text">The text after the code(s), lines joined by <c>\n</c>.</param>
    /// <param name="stage">The command that it answers.</param>
    /// <param name="enhancedCode">The enhanced status code, if the server gave one.</param>
    public SmtpReply(int code, string text, SmtpStage stage = SmtpStage.Unknown, EnhancedStatusCode enhancedCode = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        Code = code;
        Text = text;
        Stage = stage;
        EnhancedCode = enhancedCode;
    }

    /// <summary>The basic code (RFC 5321), such as 451; 0 where the server sent something else.</summary>
    public int Code { get; }

    /// <summary>The enhanced code (RFC 3463); not present where the server gave none.</summary>
    public EnhancedStatusCode EnhancedCode { get; }

    /// <summary>The text without the codes; lines are joined by <c>\n</c>.</summary>
    public string Text { get; }

    /// <summary>The command that it answers.</summary>
    public SmtpStage Stage { get; }

    /// <summary>Whether the code is 2yz or 3yz.</summary>
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>Whether the code is 4yz.</summary>
    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>Whether the code is 5yz.</summary>
    public bool IsPermanent => Code is >= 500 and < 600;

    /// <summary>Reads a reply as it came over the wire: one line or several, ended by CRLF or LF. Never throws.</summary>
    /// <param name="raw">The bytes: UTF-8, or Latin-1 where they are not valid UTF-8. Only the first <see cref="MaxLength"/> are read.</param>
    /// <param name="stage">The command that it answers.</param>
    /// <returns>The reply. Its code is the first that a line starts with, 0 where none does; the code and an enhanced code are taken off every line that starts with them. Control characters become spaces.</returns>
    public static SmtpReply Parse(ReadOnlySpan<byte> raw, SmtpStage stage) =>
        SmtpReplyParser.Read(SmtpReplyParser.Decode(raw), stage);

    /// <inheritdoc cref="Parse(string, SmtpStage)"/>
    public static SmtpReply Parse(string text) => Parse(text, SmtpStage.Unknown);

    /// <summary>Reads a reply from text, as a log shows it: one line or several. Never throws but for <see langword="null"/>.</summary>
    /// <param name="text">The text with the code(s). Only the first <see cref="MaxLength"/> characters are read.</param>
    /// <param name="stage">The command that it answers.</param>
    /// <returns>The reply, as from <see cref="Parse(ReadOnlySpan{byte}, SmtpStage)"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static SmtpReply Parse(string text, SmtpStage stage)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SmtpReplyParser.Read(text, stage);
    }

    /// <summary>Makes a reply from a code that was read already and the text after it, whose lines may start with the enhanced code (so gives MailKit's <c>SmtpResponse</c>).</summary>
    /// <param name="code">The three-digit code; anything outside 200–599 becomes 0.</param>
    /// <param name="text">The text after the code. Only the first <see cref="MaxLength"/> characters are read.</param>
    /// <param name="stage">The command that it answers.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public static SmtpReply FromCodeAndText(int code, string text, SmtpStage stage = SmtpStage.Unknown)
    {
        ArgumentNullException.ThrowIfNull(text);
        return SmtpReplyParser.ReadText(code is >= 200 and < 600 ? code : 0, text, stage, codeOnLines: false);
    }

    /// <summary>The reply on one line, as a log shows it: <c>451 4.7.652 The mail server …</c>.</summary>
    public override string ToString()
    {
        var text = Text.Replace('\n', ' ');
        return EnhancedCode.IsPresent ? $"{Code} {EnhancedCode} {text}" : $"{Code} {text}";
    }
}
