using System.Net;
using Hotmail.Pacing.Reputation.Dmarc.Parsing;
using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit;

namespace Hotmail.Pacing.Reputation.BulkSender.Rules;

/// <summary>Looks for a way to unsubscribe in what the recipient reads. A guess by words.</summary>
internal static class VisibleUnsubscribe
{
    private const int MostBytes = 4 * 1024 * 1024;
    private const int MostLines = 5_000;
    private const int LongestLine = 64 * 1024;
    private const int MostCharacters = 1024 * 1024;
    private const int MostDepth = 20;

    private static readonly string[] Words =
    [
        "unsubscribe", "opt out", "opt-out", "optout", "email preferences", "manage preferences", "stop receiving", "abmelde", "abbestell", "austragen", "désabonn", "desabonn", "désinscri", "desinscri",
        "darse de baja", "darte de baja", "cancelar la suscripción", "cancelar suscripción", "cancelar inscrição", "descadastr", "disiscri", "annulla l'iscrizione", "cancella iscrizione", "uitschrijven",
        "afmelden", "avregistrera", "avsluta prenumeration", "afmeld", "avmeld", "peruuta tilaus", "wypisz", "rezygn", "odhlásit", "odhlas", "leiratkoz", "dezabon", "отписаться", "отписат", "відписат",
        "aboneliğini", "abonelikten", "退订", "取消订阅", "取消訂閱", "配信停止", "登録解除", "수신거부", "구독 취소", "إلغاء الاشتراك",
    ];

    /// <summary>Whether the text has one; null where it could not be read, being too large, hostile or no text.</summary>
    public static bool? Find(RawMessage message)
    {
        if (message.Bytes.Length > MostBytes)
        {
            return null;
        }

        try
        {
            using var bytes = new MemoryStream(message.Bytes.ToArray(), writable: false);
            using var bounded = new MailStructureStream(bytes, MostLines, LongestLine);
            using var parsed = new MimeParser(new ParserOptions { MaxMimeDepth = MostDepth }, bounded, MimeFormat.Entity).ParseMessage();
            return Find(parsed);
        }
        catch (Exception)
        {
            // Whatever the parser thinks of it, a guess is no reason to fail.
            return null;
        }
    }

    private static bool? Find(MimeMessage message)
    {
        bool? isFound = null;
        var left = MostCharacters;
        foreach (var part in message.BodyParts.OfType<TextPart>().Where(static part => !part.IsAttachment))
        {
            var text = part.Text;
            if (left <= 0)
            {
                return null;
            }

            text = text.Length > left ? text[..left] : text;
            left -= text.Length;
            text = part.IsHtml ? WebUtility.HtmlDecode(text) : text;
            if (Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }

            isFound = text.Length > 0 ? false : isFound;
        }

        return isFound;
    }
}
