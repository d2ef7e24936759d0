using System.Text;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.RawMessages;
using MimeKit;

namespace Hotmail.Pacing.Reputation.BulkSender.Rules;

/// <summary>The outermost structure of a message (RFC 2045, RFC 2046). Pure.</summary>
internal static class MimeRules
{
    private static readonly string[] Encodings = ["7bit", "8bit", "binary", "quoted-printable", "base64"];

    /// <summary>The issues.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isWhole">Whether all of it was read, so that it must end.</param>
    public static IEnumerable<ReputationIssue> Check(RawMessage message, bool isWhole)
    {
        if (message.Value("Content-Type") is { } type)
        {
            if (message.Value("MIME-Version") is null)
            {
                yield return BulkSenderIssues.MimeInvalid.On("MIME-Version", "There is a Content-Type field and no MIME-Version field.", fix: "Add MIME-Version: 1.0.");
            }

            if (!ContentType.TryParse(type, out var parsed))
            {
                yield return BulkSenderIssues.MimeInvalid.On("Content-Type", $"Content-Type: {QuotedText.Quote(type)}");
            }
            else if (parsed.MediaType.Equals("multipart", StringComparison.OrdinalIgnoreCase) && FindBoundaryError(message, parsed.Boundary, isWhole) is { } error)
            {
                yield return BulkSenderIssues.MimeInvalid.On("Content-Type", $"Content-Type: {QuotedText.Quote(type)}: {error}.");
            }
        }

        if (message.Value("Content-Transfer-Encoding") is { } encoding && !Encodings.Contains(encoding, StringComparer.OrdinalIgnoreCase))
        {
            yield return BulkSenderIssues.MimeInvalid.On("Content-Transfer-Encoding", $"Content-Transfer-Encoding: {QuotedText.Quote(encoding)}");
        }
    }

    private static string? FindBoundaryError(RawMessage message, string? boundary, bool isWhole)
    {
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 70)
        {
            return "there is no boundary, or one of more than 70 characters";
        }

        var delimiter = Encoding.UTF8.GetBytes("--" + boundary);
        return Find(message.Body, delimiter) is false ? "the body has no line with the boundary"
            : isWhole && !Find(message.Body, [.. delimiter, .. "--"u8]) ? "the body does not end with the boundary and two hyphens"
            : null;
    }

    private static bool Find(ReadOnlySpan<byte> body, ReadOnlySpan<byte> line)
    {
        while (!body.IsEmpty)
        {
            if (body.StartsWith(line))
            {
                return true;
            }

            var end = body.IndexOf((byte)'\n');
            body = end < 0 ? [] : body[(end + 1)..];
        }

        return false;
    }
}
