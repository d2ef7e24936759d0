using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Records;

/// <summary>Asks the DNS for a name that somebody else made up, through a resolver that somebody else wrote.</summary>
internal static class Question
{
    /// <summary>Asks. A name that cannot exist does not; a resolver that throws has failed.</summary>
    public static async ValueTask<DnsAnswer> AskAsync(IDnsResolver resolver, string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        if (!DomainName.CanBeAsked(name))
        {
            return DnsAnswer.NoName;
        }

        try
        {
            return await resolver.ResolveAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return DnsAnswer.Failed($"{name} could not be asked for: {e.Message}");
        }
    }
}
