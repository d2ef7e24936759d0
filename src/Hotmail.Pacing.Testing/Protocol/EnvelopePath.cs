namespace Hotmail.Pacing.Testing.Protocol;

/// <summary>The argument of MAIL or RCPT: an address in angle brackets and parameters (RFC 5321, 4.1.1.2 and 4.1.1.3).</summary>
internal readonly record struct EnvelopePath(string Address, string Parameters)
{
    private const int LongestLocalPart = 64;
    private const int LongestAddress = 254;

    /// <param name="argument">What followed the command's name.</param>
    /// <param name="keyword"><c>FROM:</c> or <c>TO:</c>.</param>
    /// <param name="path">The address without brackets and source route, and what followed it.</param>
    /// <returns>False when it can't be an address; the null path and <c>postmaster</c> can.</returns>
    public static bool TryParse(string argument, string keyword, out EnvelopePath path)
    {
        path = default;
        if (!argument.StartsWith(keyword, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        // Many clients put a space after the colon, and no server minds.
        string rest = argument[keyword.Length..].TrimStart(' ');
        int close = rest.StartsWith('<') ? EndOf(rest) : -1;
        if (close < 0 || (close + 1 < rest.Length && rest[close + 1] != ' '))
        {
            return false;
        }

        string address = rest[1..close];
        if (address.StartsWith('@') && address.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
        {
            address = address[(colon + 1)..];
        }

        path = new(address, rest[(close + 1)..].Trim(' '));
        return address.Length == 0 || address.Equals("postmaster", StringComparison.OrdinalIgnoreCase) || IsMailbox(address);
    }

    public bool IsAscii => System.Text.Ascii.IsValid(Address);

    private static int EndOf(string path)
    {
        bool quoted = false;
        for (int i = 1; i < path.Length; i++)
        {
            char c = path[i];
            if (c == '\\' && quoted)
            {
                i++;
            }
            else if (c == '"')
            {
                quoted = !quoted;
            }
            else if (!quoted && c is '>')
            {
                return i;
            }
            else if (char.IsControl(c) || (!quoted && c is ' ' or '<'))
            {
                return -1;
            }
        }

        return -1;
    }

    private static bool IsMailbox(string address)
    {
        int at = address.LastIndexOf('@');
        return at is > 0 and <= LongestLocalPart
            && at < address.Length - 1
            && address.Length <= LongestAddress
            && (address[0] == '"' ? at > 1 && address[at - 1] == '"' : address.IndexOf('@', StringComparison.Ordinal) == at && !address.Contains('"', StringComparison.Ordinal));
    }
}
