using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Checks.Guards;

/// <summary>A host's resolver, of which nothing but answers comes, and those in time.</summary>
internal sealed class GuardedResolver(IDnsResolver resolver, CheckDeadline deadline) : IDnsResolver
{
    /// <inheritdoc/>
    public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
        deadline.AskAsync(token => resolver.ResolveAsync(name, kind, token), reason => DnsAnswer.Failed($"No answer for {name}. {reason}"), cancellationToken);
}
