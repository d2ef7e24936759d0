using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Dispatch;

/// <summary>
/// Finds the host for a domain and opens a session to it: by preference, equal preferences shuffled, the next host and address when one cannot be
/// reached. A host that answers with a refusal ends the search: asking its neighbour at that moment only makes a throttle worse.
/// </summary>
internal sealed class ConnectionOpener(IMailExchangerResolver resolver, IMailTransport transport, AttemptJudge judge, HostMemory hosts, TimeProvider time)
{
    /// <summary>The most addresses tried for one connection. Postfix: smtp_mx_address_limit = 5 (facts/mta.md §2).</summary>
    private const int MaxAddresses = 5;

    private static readonly SessionResult NotAllowed = new(
        null, SmtpStage.Connect, null, TransportFailure.Cancelled, "the path was paused or stopped, or its ceiling fell, before the connection was opened");

    /// <summary>Finds where a domain's mail goes, without connecting.</summary>
    public async ValueTask<HostPlan> PlanAsync(EgressSource source, string domain, Random random, CancellationToken cancellationToken)
    {
        if (source.Relay is { } relay)
        {
            return new HostPlan([new MailExchanger(relay.Host, 0)], relay.Port, HostPlan.RelayRoute(relay), null);
        }

        var answer = await resolver.ResolveAsync(domain, cancellationToken).ConfigureAwait(false);
        return answer.Status switch
        {
            MailExchangerStatus.Found or MailExchangerStatus.Implicit => new HostPlan(Order(answer.Hosts, random), source.Port, answer.RouteKey, null),
            MailExchangerStatus.NullMx => Nowhere(FailureClasses.NullMx, answer.Reason ?? $"{domain} has a null MX: it takes no mail (RFC 7505)", verdict: true),
            MailExchangerStatus.NoSuchDomain => Nowhere(FailureClasses.NoSuchDomain, answer.Reason ?? $"{domain} does not exist, or has neither MX nor address", verdict: true),
            _ => Nowhere(FailureClasses.Of(TransportFailure.NameResolution), answer.Reason ?? $"the lookup of {domain} failed", verdict: false),
        };
    }

    /// <summary>Opens a session to the first host of the plan that answers.</summary>
    /// <param name="source">Where it leaves from.</param>
    /// <param name="group">The destination group and its profile.</param>
    /// <param name="plan">The hosts.</param>
    /// <param name="mayOpen">Asked before each try, so that the path's controller allows and counts it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<OpenResult> OpenAsync(EgressSource source, DestinationGroup group, HostPlan plan, Func<bool> mayOpen, CancellationToken cancellationToken)
    {
        OpenFailure? last = plan.Failure;
        var tried = 0;
        foreach (var host in plan.Hosts)
        {
            var addresses = source.Relay is null
                ? await resolver.ResolveAddressesAsync(host.Host, cancellationToken).ConfigureAwait(false)
                : await SystemAddressesAsync(host.Host, cancellationToken).ConfigureAwait(false);
            if (addresses.Addresses.Count == 0)
            {
                last = Unreachable(host.Host, null, SmtpStage.Connect, TransportFailure.NameResolution, addresses.Failure ?? $"{host.Host} has no address.");
                continue;
            }

            foreach (var address in addresses.Addresses)
            {
                if (tried++ >= MaxAddresses)
                {
                    return new OpenResult(null, last);
                }

                var endPoint = new IPEndPoint(address, plan.Port);
                var request = Request(source, group.Profile, host.Host, endPoint);
                var result = await TryAsync(request).ConfigureAwait(false);
                if (result.Failure == TransportFailure.Tls && request.Tls == TlsMode.Opportunistic && source.Relay is null)
                {
                    // Between mail servers TLS is a gift, not a condition: what would have gone in the clear without the offer goes so after a failed handshake
                    // (RFC 7435; Postfix's level "may" does the same). Not to a relay, which would get the credentials in the clear.
                    result = await TryAsync(request with { Tls = TlsMode.Off }).ConfigureAwait(false);
                }

                if (result.Session is { } session)
                {
                    hosts.MarkReached(host.Host);
                    return new OpenResult(session, null);
                }

                last = Describe(result, host.Host, endPoint, group.Name);
                if (!MayTryNext(result))
                {
                    if (last.Stage == SmtpStage.Banner && last.Failure == TransportFailure.Dropped)
                    {
                        hosts.MarkUnreachable(host.Host, time.GetUtcNow());
                    }

                    return new OpenResult(null, last);
                }
            }

            hosts.MarkUnreachable(host.Host, time.GetUtcNow());
        }

        return new OpenResult(null, last);

        async ValueTask<SessionResult> TryAsync(SessionRequest request) =>
            mayOpen() ? await transport.OpenAsync(request, cancellationToken).ConfigureAwait(false) : NotAllowed;
    }

    /// <summary>A relay's name is the administrator's, and may stand in the machine's hosts file: the system resolves it, not our DNS client.</summary>
    private static async ValueTask<HostAddresses> SystemAddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var literal))
        {
            return new HostAddresses([literal]);
        }

        try
        {
            return new HostAddresses(await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false));
        }
        catch (SocketException exception)
        {
            return new HostAddresses([], $"{host} could not be resolved: {exception.Message}");
        }
    }

    private static SessionRequest Request(EgressSource source, PacingProfile profile, string host, IPEndPoint endPoint) => new()
    {
        Source = source,
        Host = host,
        EndPoint = endPoint,
        Tls = source.Relay?.Tls ?? profile.Tls,
        Timeouts = profile.Timeouts,
    };

    /// <summary>Only a host that could not be reached, or never greeted in time, sends us to the next one.</summary>
    private static bool MayTryNext(SessionResult result) =>
        result.Reply is null && result.Stage <= SmtpStage.Banner && result.Failure is TransportFailure.ConnectFailed or TransportFailure.TimedOut;

    private static OpenFailure Unreachable(string host, IPEndPoint? endPoint, SmtpStage stage, TransportFailure failure, string detail) =>
        new() { Stage = stage, Meaning = FailureClasses.Of(failure), Failure = failure, Detail = detail, Host = host, EndPoint = endPoint };

    private static HostPlan Nowhere(Classification meaning, string reason, bool verdict) =>
        new([], 0, null, new OpenFailure { Stage = SmtpStage.Connect, Meaning = meaning, Failure = TransportFailure.NameResolution, Detail = reason, IsVerdictOnDomain = verdict });

    private OpenFailure Describe(SessionResult result, string host, IPEndPoint endPoint, string group) => new()
    {
        Stage = result.Stage,
        Meaning = judge.Classify(result.Reply, result.Failure, group),
        Reply = result.Reply,
        Failure = result.Failure,
        Detail = result.Reply is null && result.Detail is { } detail ? $"{host} ({endPoint}): {detail}" : result.Detail ?? result.Reply?.ToString() ?? $"{host} gave no reply",
        Host = host,
        EndPoint = endPoint,
    };

    private IReadOnlyList<MailExchanger> Order(IReadOnlyList<MailExchanger> found, Random random)
    {
        var ordered = MxOrder.Shuffle(found, random);
        var now = time.GetUtcNow();
        return ordered.Count > 1 && ordered.Any(host => hosts.IsUnreachable(host.Host, now))
            ? [.. ordered.OrderBy(host => hosts.IsUnreachable(host.Host, now))]
            : ordered;
    }
}
