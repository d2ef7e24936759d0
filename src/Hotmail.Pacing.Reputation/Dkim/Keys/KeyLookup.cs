using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Dkim.Keys;

/// <summary>What the DNS says of a selector: one record, several, none, or nothing.</summary>
/// <param name="Records">The records that are meant to be keys; where there is none, whatever else there is.</param>
/// <param name="Failure">Why there is no answer; null where there is one.</param>
internal sealed record KeyLookup(IReadOnlyList<DkimKeyRecord> Records, string? Failure)
{
    // A name with more is nobody's selector; the rest tells nothing more.
    private const int MostRecords = 10;

    /// <summary>Asks: one question.</summary>
    public static async ValueTask<KeyLookup> AskAsync(IDnsResolver resolver, string name, CancellationToken cancellationToken)
    {
        var answer = await resolver.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        if (DnsAsking.Failure(answer) is { } failure)
        {
            return new KeyLookup([], failure);
        }

        var texts = answer.Texts.Take(MostRecords).ToArray();
        var meant = Array.FindAll(texts, DkimKeyRecord.IsMeant);
        return new KeyLookup([.. (meant.Length > 0 ? meant : texts).Select(DkimKeyRecord.Parse)], null);
    }
}
