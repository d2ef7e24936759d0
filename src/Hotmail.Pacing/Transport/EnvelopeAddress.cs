using System.Text;
using Hotmail.Pacing.Responses;
using MimeKit;

namespace Hotmail.Pacing.Transport;

/// <summary>An envelope address as MailKit wants it.</summary>
internal static class EnvelopeAddress
{
    /// <summary>The null reverse-path.</summary>
    private static readonly MailboxAddress s_null = new(Encoding.UTF8, null, string.Empty);

    /// <summary>Makes it. MailKit writes its domain in the ASCII form to a server without SMTPUTF8.</summary>
    /// <param name="address">The bare address, its domain in either form; an empty one is the null reverse-path.</param>
    /// <param name="hasUtf8">Whether the server takes local parts that are not ASCII.</param>
    /// <param name="stage">MAIL or RCPT.</param>
    /// <param name="problem">Why there is none.</param>
    public static MailboxAddress? Create(string address, bool hasUtf8, SmtpStage stage, out SmtpReply? problem)
    {
        problem = null;
        if (address.Length == 0 && stage == SmtpStage.Mail)
        {
            return s_null;
        }

        if (address.Length == 0 || address.AsSpan().ContainsAnyInRange('\0', '\u001F') || address.Contains('\u007F'))
        {
            problem = Replies.BadAddress(stage);
            return null;
        }

        try
        {
            // Not IsInternational: MimeKit keeps every domain in its Unicode form, and says so of an ASCII one too.
            var mailbox = new MailboxAddress(Encoding.UTF8, null, address);
            if (!hasUtf8 && !Ascii.IsValid(mailbox.GetAddress(idnEncode: true)))
            {
                problem = Replies.NeedsUtf8(stage);
                return null;
            }

            return mailbox;
        }
        catch (ParseException)
        {
            problem = Replies.BadAddress(stage);
            return null;
        }
    }
}
