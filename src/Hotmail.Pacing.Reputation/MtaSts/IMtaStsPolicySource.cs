namespace Hotmail.Pacing.Reputation.MtaSts;

/// <summary>Fetches MTA-STS policies. The only way in which this package learns anything from a web server.</summary>
public interface IMtaStsPolicySource
{
    /// <summary>Fetches a domain's policy. Whatever a server answers or fails to answer is a result; only cancellation is an exception.</summary>
    /// <param name="domain">The domain, in ASCII and lower case.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<MtaStsResponse> GetAsync(string domain, CancellationToken cancellationToken);
}
