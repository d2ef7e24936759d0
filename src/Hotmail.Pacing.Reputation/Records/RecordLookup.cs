using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Records;

/// <summary>The records of one kind at a name, among its texts.</summary>
internal sealed record RecordLookup
{
    /// <summary>The name that was asked for.</summary>
    public required string Name { get; init; }

    /// <summary>The records of this version.</summary>
    public IReadOnlyList<string> Records { get; init; } = [];

    /// <summary>A text that seems to be meant as one, and is none; null where there is none.</summary>
    public string? NearMiss { get; init; }

    /// <summary>Why there is no answer, as a sentence; null where there is one.</summary>
    public string? Failure { get; init; }

    public static async ValueTask<RecordLookup> AskAsync(IDnsResolver resolver, string name, string version, CancellationToken cancellationToken)
    {
        var answer = await resolver.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        return new RecordLookup
        {
            Name = name,
            Records = [.. answer.Texts.Where(text => TagList.HasVersion(text, version))],
            NearMiss = answer.Texts.FirstOrDefault(text => TagList.IsNearVersion(text, version)),
            Failure = answer.Status == DnsAnswerStatus.Failed ? $"No answer for {name}. {answer.Reason}".TrimEnd() : null,
        };
    }
}
