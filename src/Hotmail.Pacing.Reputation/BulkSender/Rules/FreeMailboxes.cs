using System.Collections.Frozen;

namespace Hotmail.Pacing.Reputation.BulkSender.Rules;

/// <summary>Domains in which anybody can have a mailbox, and for which only their provider can sign.</summary>
internal static class FreeMailboxes
{
    private static readonly string[] CountryWide = ["yahoo", "hotmail"];

    private static readonly FrozenSet<string> Domains = new[]
    {
        "gmail.com", "googlemail.com", "ymail.com", "rocketmail.com", "myyahoo.com", "aol.com", "aol.de", "aol.fr", "aol.co.uk", "aim.com", "verizon.net",
        "outlook.com", "outlook.fr", "outlook.de", "outlook.es", "outlook.it", "outlook.jp", "outlook.com.br", "live.com", "live.co.uk", "live.fr", "live.nl", "live.it", "live.de", "live.ca", "msn.com",
        "windowslive.com", "passport.com", "icloud.com", "me.com", "mac.com", "gmx.de", "gmx.net", "gmx.com", "gmx.at", "gmx.ch", "web.de", "t-online.de", "freenet.de", "mail.com", "mail.ru", "bk.ru",
        "inbox.ru", "list.ru", "yandex.ru", "yandex.com", "ya.ru", "rambler.ru", "proton.me", "protonmail.com", "pm.me", "tutanota.com", "zohomail.com", "fastmail.com", "orange.fr", "wanadoo.fr",
        "free.fr", "laposte.net", "libero.it", "virgilio.it", "wp.pl", "o2.pl", "onet.pl", "interia.pl", "seznam.cz", "comcast.net", "qq.com", "163.com", "126.com", "sina.com", "naver.com", "daum.net",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a domain is one. Yahoo and Hotmail have one in most countries.</summary>
    public static bool Contains(string domain)
    {
        if (Domains.Contains(domain))
        {
            return true;
        }

        // yahoo.com, yahoo.fr, yahoo.co.uk
        var labels = domain.Split('.');
        return CountryWide.Contains(labels[0], StringComparer.OrdinalIgnoreCase)
            && (labels.Length == 2 || (labels.Length == 3 && labels[1].Length <= 3 && labels[2].Length == 2));
    }
}
