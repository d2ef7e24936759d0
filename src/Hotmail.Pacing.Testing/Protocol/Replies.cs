using System.Globalization;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>The receiver's usual answers, made once.</summary>
internal static class Replies
{
    public static readonly ScriptedAction Ok = ScriptedAction.Reply("250 2.0.0 OK");
    public static readonly ScriptedAction SenderOk = ScriptedAction.Reply("250 2.1.0 Sender OK");
    public static readonly ScriptedAction RecipientOk = ScriptedAction.Reply("250 2.1.5 Recipient OK");
    public static readonly ScriptedAction GoAhead = ScriptedAction.Reply("354 End data with <CR><LF>.<CR><LF>");
    public static readonly ScriptedAction Accepted = ScriptedAction.Reply("250 2.6.0 Accepted");
    public static readonly ScriptedAction Bye = ScriptedAction.Reply("221 2.0.0 Bye");
    public static readonly ScriptedAction ReadyForTls = ScriptedAction.Reply("220 2.0.0 Ready to start TLS");
    public static readonly ScriptedAction Authenticated = ScriptedAction.Reply("235 2.7.0 Authentication succeeded");
    public static readonly ScriptedAction CannotVerify = ScriptedAction.Reply("252 2.5.0 Cannot verify, but will try to deliver");
    public static readonly ScriptedAction Help = ScriptedAction.Reply("214 2.0.0 See RFC 5321");

    public static readonly ScriptedAction TooManyRecipients = ScriptedAction.Reply("452 4.5.3 Too many recipients");
    public static readonly ScriptedAction TooManyMessages = ScriptedAction.ReplyAndClose("421 4.7.0 Too many messages on this connection");
    public static readonly ScriptedAction MailboxFull = ScriptedAction.Reply("452 4.2.2 Mailbox full");
    public static readonly ScriptedAction NoMailbox = ScriptedAction.Reply("550 5.1.1 No such mailbox");

    public static readonly ScriptedAction LineTooLong = ScriptedAction.Reply("500 5.5.2 Line too long");
    public static readonly ScriptedAction BareLineFeed = ScriptedAction.Reply("500 5.5.2 A line ends with CR LF, not with a bare LF");
    public static readonly ScriptedAction NotUtf8 = ScriptedAction.Reply("500 5.5.2 The line is neither ASCII nor UTF-8");
    public static readonly ScriptedAction Unknown = ScriptedAction.Reply("500 5.5.1 Command not recognised");
    public static readonly ScriptedAction NotImplemented = ScriptedAction.Reply("502 5.5.1 Command not implemented");
    public static readonly ScriptedAction NoArgument = ScriptedAction.Reply("501 5.5.4 The command takes no argument");
    public static readonly ScriptedAction NameMissing = ScriptedAction.Reply("501 5.5.4 Say your name");
    public static readonly ScriptedAction SenderSyntax = ScriptedAction.Reply("501 5.1.7 Syntax: MAIL FROM:<address>");
    public static readonly ScriptedAction RecipientSyntax = ScriptedAction.Reply("501 5.1.3 Syntax: RCPT TO:<address>");
    public static readonly ScriptedAction NotBase64 = ScriptedAction.Reply("501 5.5.2 Not base64");
    public static readonly ScriptedAction AuthCancelled = ScriptedAction.Reply("501 5.7.0 Authentication cancelled");
    public static readonly ScriptedAction EhloFirst = ScriptedAction.Reply("503 5.5.1 Say EHLO first");
    public static readonly ScriptedAction MailFirst = ScriptedAction.Reply("503 5.5.1 Say MAIL first");
    public static readonly ScriptedAction BadSequence = ScriptedAction.Reply("503 5.5.1 Bad sequence of commands");
    public static readonly ScriptedAction PipelinedPast = ScriptedAction.ReplyAndClose("503 5.5.0 Nothing may be sent before the answer to this command");
    public static readonly ScriptedAction MechanismUnknown = ScriptedAction.Reply("504 5.5.4 Mechanism not offered");
    public static readonly ScriptedAction TlsFirst = ScriptedAction.Reply("530 5.7.0 Say STARTTLS first");
    public static readonly ScriptedAction AuthFirst = ScriptedAction.Reply("530 5.7.0 Authentication required");
    public static readonly ScriptedAction BadCredentials = ScriptedAction.Reply("535 5.7.8 Bad credentials");
    public static readonly ScriptedAction Utf8Needed = ScriptedAction.Reply("553 5.6.7 The address needs SMTPUTF8");
    public static readonly ScriptedAction TooLarge = ScriptedAction.Reply("552 5.3.4 The message is larger than the limit");
    public static readonly ScriptedAction NoRecipients = ScriptedAction.Reply("554 5.5.1 No valid recipients");
    public static readonly ScriptedAction TextLineTooLong = ScriptedAction.Reply("554 5.6.0 A line of the message is too long");
    public static readonly ScriptedAction TextBareLineFeed = ScriptedAction.Reply("554 5.6.0 The message has a bare LF");
    public static readonly ScriptedAction UnknownParameter = ScriptedAction.Reply("555 5.5.4 Parameter not recognised");

    public static ScriptedAction Banner(ThrottlingReceiverOptions options) => ScriptedAction.Reply($"220 {options.HostName} ESMTP");

    public static ScriptedAction Helo(ThrottlingReceiverOptions options) => ScriptedAction.Reply($"250 {options.HostName}");

    public static ScriptedAction Ehlo(ThrottlingReceiverOptions options, bool isTls)
    {
        List<string> lines = [options.HostName, "ENHANCEDSTATUSCODES"];
        AddIf(SmtpExtensions.Pipelining, "PIPELINING");
        AddIf(SmtpExtensions.Size, string.Create(CultureInfo.InvariantCulture, $"SIZE {options.MaxMessageSize}"));
        AddIf(SmtpExtensions.EightBitMime, "8BITMIME");
        AddIf(SmtpExtensions.SmtpUtf8, "SMTPUTF8");
        if (!isTls)
        {
            AddIf(SmtpExtensions.StartTls, "STARTTLS");
        }

        if (options.Authenticate is not null)
        {
            lines.Add("AUTH PLAIN LOGIN");
        }

        return ScriptedAction.Reply("250 " + string.Join('\n', lines));

        void AddIf(SmtpExtensions extension, string keyword)
        {
            if (options.Extensions.HasFlag(extension))
            {
                lines.Add(keyword);
            }
        }
    }
}
