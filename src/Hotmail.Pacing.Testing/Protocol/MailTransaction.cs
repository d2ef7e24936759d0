using System.Globalization;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>What MAIL FROM began.</summary>
internal sealed class MailTransaction(string sender)
{
    public string Sender { get; } = sender;

    public List<string> Recipients { get; } = [];

    public bool IsSmtpUtf8 { get; private set; }

    public bool Is8BitMime { get; private set; }

    /// <summary>Reads the argument of MAIL.</summary>
    /// <returns>Null when the transaction may begin, else the answer.</returns>
    public static ScriptedAction? TryBegin(string argument, ThrottlingReceiverOptions options, out MailTransaction transaction)
    {
        transaction = new(string.Empty);
        if (!EnvelopePath.TryParse(argument, "FROM:", out var path))
        {
            return Replies.SenderSyntax;
        }

        transaction = new(path.Address);
        if (path.Parameters.Length > 0)
        {
            foreach (string parameter in path.Parameters.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (transaction.Take(parameter, options) is { } problem)
                {
                    return problem;
                }
            }
        }

        return path.IsAscii || transaction.IsSmtpUtf8 ? null : Replies.Utf8Needed;
    }

    private ScriptedAction? Take(string parameter, ThrottlingReceiverOptions options)
    {
        int equals = parameter.IndexOf('=', StringComparison.Ordinal);
        string name = (equals < 0 ? parameter : parameter[..equals]).ToUpperInvariant();
        string value = equals < 0 ? string.Empty : parameter[(equals + 1)..];
        switch (name)
        {
            case "SIZE" when options.Extensions.HasFlag(SmtpExtensions.Size):
                return !value.All(char.IsAsciiDigit) || value.Length is 0 or > 20 ? Replies.SenderSyntax
                    : decimal.Parse(value, CultureInfo.InvariantCulture) > options.MaxMessageSize ? Replies.TooLarge
                    : null;
            case "BODY" when options.Extensions.HasFlag(SmtpExtensions.EightBitMime):
                Is8BitMime = value.Equals("8BITMIME", StringComparison.OrdinalIgnoreCase);
                return Is8BitMime || value.Equals("7BIT", StringComparison.OrdinalIgnoreCase) ? null : Replies.UnknownParameter;
            case "SMTPUTF8" when options.Extensions.HasFlag(SmtpExtensions.SmtpUtf8) && equals < 0:
                IsSmtpUtf8 = true;
                return null;
            case "AUTH" when options.Authenticate is not null:
                return null;
            default:
                return Replies.UnknownParameter;
        }
    }
}
