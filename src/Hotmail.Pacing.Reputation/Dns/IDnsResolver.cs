namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>Asks the DNS one question. The only way in which this package learns anything from the DNS.</summary>
public interface IDnsResolver
{
    /// <summary>Asks. Whatever the DNS answers or fails to answer is a <see cref="DnsAnswer"/>; only cancellation is an exception.</summary>
    /// <param name="name">The name in ASCII, without a final dot. It may hold any visible character and spaces.</param>
    /// <param name="kind">The kind of the records.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken);
}
