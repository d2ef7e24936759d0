using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Transport;

/// <summary>Replies as the transport hands them on: bounded ones of the server, and its own where it refuses in the server's place.</summary>
internal static class Replies
{
    /// <summary>The server's reply, cut where it is absurdly long.</summary>
    public static SmtpReply Make(int code, string? text, SmtpStage stage)
    {
        text ??= string.Empty;
        return SmtpReply.FromCodeAndText(code, text.Length > SmtpDialogue.MaxTextLength ? text[..SmtpDialogue.MaxTextLength] : text, stage);
    }

    /// <summary>Ours: the message is longer than the server's SIZE (RFC 1870).</summary>
    public static SmtpReply TooLarge(long size, long limit) =>
        new(552, $"The message has {size} octets; the server takes {limit} (SIZE)", SmtpStage.Mail, new EnhancedStatusCode(5, 3, 4));

    /// <summary>Ours: the address needs SMTPUTF8 (RFC 6531), which the server does not offer.</summary>
    public static SmtpReply NeedsUtf8(SmtpStage stage) =>
        new(553, "The address is not ASCII, and the server does not offer SMTPUTF8", stage, new EnhancedStatusCode(5, 6, 7));

    /// <summary>Ours: the address cannot be put into a command.</summary>
    public static SmtpReply BadAddress(SmtpStage stage) =>
        new(553, "The address is not valid", stage, new EnhancedStatusCode(5, 1, stage == SmtpStage.Mail ? (short)7 : (short)3));
}
