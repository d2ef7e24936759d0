using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Telemetry;

/// <summary>Makes what others wrote fit for a log: addresses masked unless the host wants to see them, one line, and of bounded length.</summary>
/// <param name="showAddresses">Whether addresses are shown in full.</param>
internal sealed class LogText(bool showAddresses)
{
    /// <summary>Where a reply or reason is cut: a server may send 100 kB.</summary>
    internal const int MaxLength = 512;

    /// <summary>The reply on one line; <c>no reply</c> when there is none.</summary>
    public string Reply(SmtpReply? reply) => reply is null ? "no reply" : Line(reply.ToString());

    /// <summary>The text with its addresses masked, unless the host wants to see them.</summary>
    public string Masked(string text) => showAddresses ? text : AddressMask.Mask(text);

    /// <summary>A text on one line.</summary>
    public string Line(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return string.Empty;
        }

        // Masked before it is cut: half an address could not be recognised.
        var line = Masked(text);
        var length = Math.Min(line.Length, MaxLength);
        if (length < line.Length)
        {
            line = string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[length - 1]) ? length - 1 : length), "…");
        }

        return line.AsSpan().IndexOfAnyInRange('\0', '\x1f') < 0 && !line.AsSpan().ContainsAnyInRange('\x7f', '\x9f')
            ? line
            : string.Create(line.Length, line, static (to, from) =>
            {
                for (var at = 0; at < to.Length; at++)
                {
                    to[at] = char.IsControl(from[at]) ? ' ' : from[at];
                }
            });
    }

    /// <summary>An exception with its stack trace. As a text, since the messages of exceptions quote replies and addresses.</summary>
    public string Error(Exception exception)
    {
        try
        {
            return Masked(exception.ToString());
        }
        catch (Exception)
        {
            // An exception of the host's own may throw when asked what it says.
            return $"{exception.GetType()}, which does not say more";
        }
    }
}
