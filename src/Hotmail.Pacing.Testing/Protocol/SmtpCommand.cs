using System.Text;
using System.Text.Unicode;

namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>A command line, taken apart.</summary>
internal readonly record struct SmtpCommand(Verb Verb, string Argument)
{
    /// <returns>False when the line is not UTF-8.</returns>
    public static bool TryParse(ReadOnlySpan<byte> line, out SmtpCommand command)
    {
        command = default;
        if (!Utf8.IsValid(line))
        {
            return false;
        }

        line = line.TrimEnd(" \t"u8);
        int space = line.IndexOf((byte)' ');
        var name = space < 0 ? line : line[..space];
        string argument = space < 0 ? string.Empty : Encoding.UTF8.GetString(line[(space + 1)..]).Trim(' ');
        command = new(VerbOf(name), argument);
        return true;
    }

    private static Verb VerbOf(ReadOnlySpan<byte> name) =>
        Is(name, "MAIL"u8) ? Verb.Mail
        : Is(name, "RCPT"u8) ? Verb.Rcpt
        : Is(name, "DATA"u8) ? Verb.Data
        : Is(name, "EHLO"u8) ? Verb.Ehlo
        : Is(name, "HELO"u8) ? Verb.Helo
        : Is(name, "STARTTLS"u8) ? Verb.StartTls
        : Is(name, "AUTH"u8) ? Verb.Auth
        : Is(name, "RSET"u8) ? Verb.Rset
        : Is(name, "NOOP"u8) ? Verb.Noop
        : Is(name, "QUIT"u8) ? Verb.Quit
        : Is(name, "VRFY"u8) ? Verb.Vrfy
        : Is(name, "HELP"u8) ? Verb.Help
        : Is(name, "EXPN"u8) || Is(name, "BDAT"u8) || Is(name, "ETRN"u8) || Is(name, "TURN"u8) ? Verb.NotImplemented
        : Verb.Unknown;

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> verb) => Ascii.EqualsIgnoreCase(name, verb);
}
