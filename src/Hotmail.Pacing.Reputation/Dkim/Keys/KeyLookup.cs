using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>What the DNS says of a selector: one record, several, none, or nothing.</summary>
/// <param name="Texts">The records that are meant to be keys; where there is none, whatever else there is.</param>
/// <param name="Record">The first of them, read.</param>
/// <param name="Failure">Why there is no answer; null where there is one.</param>
internal sealed record KeyLookup(IReadOnlyList<string> Texts, DkimKeyRecord? Record, string? Failure)
{
    // A name with more is nobody's selector; the rest tells nothing more.
    private const int MostRecords = 10;

    /// <summary>Asks: one question.</summary>
    public static async ValueTask<KeyLookup> AskAsync(IDnsResolver resolver, string name, CancellationToken cancellationToken)
    {
        var answer = await resolver.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        if (DnsAsking.Failure(answer) is { } failure)
        {
            return Failed(failure);
        }

        var texts = answer.Texts.Take(MostRecords).ToArray();
        var meant = Array.FindAll(texts, DkimKeyRecord.IsMeant);
        texts = meant.Length > 0 ? meant : texts;
        return new KeyLookup(texts, texts is [var first, ..] ? DkimKeyRecord.Parse(first) : null, null);
    }

    /// <summary>No answer.</summary>
    public static KeyLookup Failed(string reason) => new([], null, reason);
}
