namespace Hotmail.Pacing.Destinations;

/// <summary>Asks the DNS one question. The seam between what the answers mean and how they are got.</summary>
internal interface IDnsQuery
{
    /// <summary>Asks. Does not throw for what DNS answers or fails to answer.</summary>
    /// <param name="name">The name in ASCII, without a trailing dot.</param>
    /// <param name="kind">The type of the records.</param>
    /// <param name="cancellationToken">Ends the asking with an exception.</param>
    ValueTask<DnsReply> AskAsync(string name, DnsQuestionKind kind, CancellationToken cancellationToken);
}
