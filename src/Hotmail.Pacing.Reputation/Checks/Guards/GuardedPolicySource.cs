using Hotmail.Pacing.Reputation.MtaSts;

namespace Hotmail.Pacing.Reputation.Checks.Guards;

/// <summary>A host's source of MTA-STS policies, of which nothing but answers comes, and those in time.</summary>
internal sealed class GuardedPolicySource(IMtaStsPolicySource source, CheckDeadline deadline) : IMtaStsPolicySource
{
    /// <inheritdoc/>
    public ValueTask<MtaStsResponse> GetAsync(string domain, CancellationToken cancellationToken) => deadline.AskAsync(
        token => source.GetAsync(domain, token),
        reason => new MtaStsResponse { Status = MtaStsResponseStatus.Failed, Reason = $"The policy of {domain} could not be fetched. {reason}" },
        cancellationToken);
}
