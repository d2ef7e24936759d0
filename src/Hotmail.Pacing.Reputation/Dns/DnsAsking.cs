using Hotmail.Pacing.Reputation.Domains;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>How the checks ask.</summary>
internal static class DnsAsking
{
    /// <summary>Asks. A name that the DNS cannot have does not exist; what a host's resolver throws is a failure.</summary>
    public static async ValueTask<DnsAnswer> AskAsync(this IDnsResolver resolver, string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!DomainName.CanBeAsked(name))
        {
            return DnsAnswer.NoName;
        }

        try
        {
            return await resolver.ResolveAsync(name, kind, cancellationToken).ConfigureAwait(false) ?? DnsAnswer.Failed($"{name} got no answer.");
        }
        catch (Exception e)
        {
            // Sockets that are closed under a question throw what they like.
            cancellationToken.ThrowIfCancellationRequested();
            return DnsAnswer.Failed($"{name} could not be asked for: {e.Message}");
        }
    }

    /// <summary>Asks for the addresses of a host, of both families: two questions.</summary>
    public static async ValueTask<HostAddresses> AskAddressesAsync(this IDnsResolver resolver, string name, CancellationToken cancellationToken)
    {
        var four = await resolver.AskAsync(name, DnsRecordKind.A, cancellationToken).ConfigureAwait(false);
        var six = await resolver.AskAsync(name, DnsRecordKind.Aaaa, cancellationToken).ConfigureAwait(false);
        return new HostAddresses([.. four.Addresses, .. six.Addresses], Failure(four), Failure(six));
    }

    /// <summary>Why there is no answer; null where there is one.</summary>
    public static string? Failure(DnsAnswer answer) => answer.Status == DnsAnswerStatus.Failed ? answer.Reason ?? "The DNS gave no answer." : null;
}
