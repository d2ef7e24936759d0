using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

/// <summary>Reads the URIs of <c>rua</c> and <c>ruf</c>, and of TLS reporting. Pure.</summary>
internal static class ReportAddressReader
{
    // A record that names more asks nobody in particular; a hostile one might cause as many questions.
    private const int Most = 100;

    /// <summary>Reads the list; what is no URI goes into the errors.</summary>
    public static IReadOnlyList<DmarcReportAddress> Read(Tag tag, List<RecordRemark> errors)
    {
        var addresses = new List<DmarcReportAddress>();
        for (var start = 0; start <= tag.Value.Length;)
        {
            var comma = tag.Value.IndexOf(',', start);
            var end = comma < 0 ? tag.Value.Length : comma;
            var text = tag.Value[start..end].TrimStart(' ', '\t');
            var position = tag.ValuePosition + end - text.Length;
            if (addresses.Count == Most)
            {
                errors.Add(new RecordRemark($"After {Most} addresses the rest is not read.", position));
                break;
            }

            if (Read(text.TrimEnd(' ', '\t'), position, out var error) is { } address)
            {
                addresses.Add(address);
            }
            else
            {
                errors.Add(new RecordRemark(error!, position));
            }

            start = end + 1;
        }

        return addresses;
    }

    private static DmarcReportAddress? Read(string text, int position, out string? error)
    {
        var (uri, size) = SplitSize(text);
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        error = uri.Length == 0 ? "An address is missing."
            : colon <= 0 || !IsScheme(uri.AsSpan(0, colon)) ? $"\"{uri}\" is no URI; mailto:{uri.TrimStart(':')} may be meant."
            : uri.AsSpan().ContainsAny(' ', '!') ? $"\"{uri}\" has a space or an exclamation mark, which a URI must have as %20 or %21."
            : colon == uri.Length - 1 ? $"\"{uri}\" names nothing."
            : null;
        if (error is not null)
        {
            return null;
        }

        var address = new DmarcReportAddress { Text = uri, Position = position, Size = size };
        if (!uri.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            return address;
        }

        var query = uri.IndexOf('?', StringComparison.Ordinal);
        var mailbox = Uri.UnescapeDataString(query < 0 ? uri[(colon + 1)..] : uri[(colon + 1)..query]);
        var at = mailbox.LastIndexOf('@');
        if (at <= 0 || mailbox.AsSpan(0, at).ContainsAny(' ', '@', ',') || DomainName.Normalize(mailbox[(at + 1)..], out _) is not { } domain)
        {
            error = $"\"{uri}\" is no mail address.";
            return null;
        }

        return address with { Mailbox = mailbox, Domain = domain };
    }

    /// <summary>Takes the size off, such as <c>!10m</c>.</summary>
    private static (string Uri, string? Size) SplitSize(string text)
    {
        var mark = text.LastIndexOf('!');
        if (mark < 0)
        {
            return (text, null);
        }

        var size = text.AsSpan(mark + 1);
        var digits = size.Length > 0 && char.ToLowerInvariant(size[^1]) is 'k' or 'm' or 'g' or 't' ? size[..^1] : size;
        return !digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9') ? (text[..mark], size.ToString()) : (text, null);
    }

    private static bool IsScheme(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '-' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(text[0]);
    }
}
