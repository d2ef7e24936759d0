using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.RawMessages;

namespace Hotmail.Pacing.Reputation.BulkSender.Rules;

/// <summary>One-click unsubscription (RFC 8058, RFC 2369). Pure.</summary>
internal static class UnsubscribeRules
{
    private const string Field = "List-Unsubscribe";
    private const string PostField = "List-Unsubscribe-Post";
    private const string OneClick = "List-Unsubscribe=One-Click";

    /// <summary>The issues.</summary>
    public static IEnumerable<ReputationIssue> Check(RawMessage message)
    {
        if (message.Value(Field) is not { } value)
        {
            yield return BulkSenderIssues.UnsubscribeMissing.On(Field, $"There is no {Field} field in the header.");
        }
        else
        {
            Uri[] web = [.. FindLinks(value).Where(static link => link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp)];
            if (!web.Any(static link => link.Scheme == Uri.UriSchemeHttps && link.Host.Length > 0))
            {
                yield return BulkSenderIssues.UnsubscribeNoHttps.On(Field, $"{Field}: {QuotedText.Quote(value)}");
            }
            else if (web.Length > 1)
            {
                yield return BulkSenderIssues.UnsubscribeSeveral.On(Field, $"{Field}: {QuotedText.Quote(value)}");
            }
        }

        if (message.Value(PostField) is not { } post)
        {
            yield return BulkSenderIssues.UnsubscribePostMissing.On(PostField, $"There is no {PostField} field in the header.");
        }
        else if (post != OneClick)
        {
            yield return BulkSenderIssues.UnsubscribePostWrong.On(PostField, $"{PostField}: {QuotedText.Quote(post)}");
        }

        string[] signatures = [.. message.Values("DKIM-Signature")];
        if (message.Value(Field) is not null && message.Value(PostField) is not null && signatures.Length > 0 && !signatures.Any(CoversBoth))
        {
            yield return BulkSenderIssues.UnsubscribeUnsigned.On("DKIM-Signature", $"h={QuotedText.Quote(string.Join(':', SignedFields(signatures[0])))}");
        }
    }

    private static IEnumerable<Uri> FindLinks(string value)
    {
        for (var start = value.IndexOf('<', StringComparison.Ordinal); start >= 0; start = value.IndexOf('<', start + 1))
        {
            var end = value.IndexOf('>', start);
            if (end < 0)
            {
                yield break;
            }

            // A long link may be folded anywhere (RFC 2369 §2).
            var text = string.Concat(value[(start + 1)..end].Where(static c => !char.IsWhiteSpace(c)));
            if (Uri.TryCreate(text, UriKind.Absolute, out var link))
            {
                yield return link;
            }

            start = end;
        }
    }

    private static bool CoversBoth(string signature)
    {
        var fields = SignedFields(signature);
        return fields.Contains(Field, StringComparer.OrdinalIgnoreCase) && fields.Contains(PostField, StringComparer.OrdinalIgnoreCase);
    }

    private static string[] SignedFields(string signature)
    {
        foreach (var tag in signature.Split(';', StringSplitOptions.TrimEntries))
        {
            if (tag.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && tag[..equals].TrimEnd() == "h")
            {
                return tag[(equals + 1)..].Split(':', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            }
        }

        return [];
    }
}
