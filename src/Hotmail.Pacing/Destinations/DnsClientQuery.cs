using System.Diagnostics.CodeAnalysis;
using System.Net;
using DnsClient;
using DnsClient.Protocol;

namespace Hotmail.Pacing.Destinations;

/// <summary>
/// Asks DNS servers through DnsClient. It goes over the servers itself: DnsClient, left to do so, asks the next one also after a clear "no such domain",
/// and forgets that answer when the next does not respond.
/// </summary>
[SuppressMessage("Reliability", "CA1001", Justification = "A SemaphoreSlim holds nothing to release unless its wait handle is asked for.")]
internal sealed class DnsClientQuery : IDnsQuery
{
    // A burst of lookups beyond this only loses packets.
    private const int MostQuestionsAtOnce = 100;

    // A question that has waited that long for its answer is no part of a burst any more: a hundred dead domains do not hold up the living.
    private static readonly TimeSpan BurstTime = TimeSpan.FromMilliseconds(250);

    private readonly DnsSettings _settings;
    private readonly TimeProvider _time;
    private readonly DnsQueryOptions _queryOptions;
    private readonly Lazy<LookupClient> _client;
    private readonly SemaphoreSlim _slots = new(MostQuestionsAtOnce);

    // The server that answered last is asked first, so that a dead one costs its time-out once and not with each question.
    private int _preferred;

    public DnsClientQuery(DnsSettings settings, TimeProvider time)
    {
        (_settings, _time) = (settings, time);
        _queryOptions = new DnsQueryOptions
        {
            Timeout = settings.Timeout,
            Retries = 0,
            UseCache = false,
            UseTcpFallback = true,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
        };
        _client = new Lazy<LookupClient>(() => new LookupClient(
            settings.Servers.Count == 0 ? new LookupClientOptions() : new LookupClientOptions([.. settings.Servers])), LazyThreadSafetyMode.PublicationOnly);
    }

    public async ValueTask<DnsReply> AskAsync(string name, DnsQuestionKind kind, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        var asking = AskServersAsync(name, kind, cancellationToken);
        await ((Task)asking).WaitAsync(BurstTime, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _slots.Release();
        return await asking.ConfigureAwait(false);
    }

    private async Task<DnsReply> AskServersAsync(string name, DnsQuestionKind kind, CancellationToken cancellationToken)
    {
        var reply = new DnsReply(DnsReplyStatus.Failed) { Reason = "There is no DNS server to ask." };
        NameServer[] servers = [.. _client.Value.NameServers];
        var first = Volatile.Read(ref _preferred);
        for (var i = 0; i < servers.Length * (_settings.Retries + 1); i++)
        {
            var index = (first + i) % servers.Length;
            reply = await AskServerAsync(servers[index], name, kind, cancellationToken).ConfigureAwait(false);
            if (reply.Status != DnsReplyStatus.Failed)
            {
                Volatile.Write(ref _preferred, index);
                return reply;
            }
        }

        return reply;
    }

    private async Task<DnsReply> AskServerAsync(NameServer server, string name, DnsQuestionKind kind, CancellationToken cancellationToken)
    {
        try
        {
            var question = new DnsQuestion(name, ToQueryType(kind));
            var response = await _client.Value.QueryServerAsync([server], question, _queryOptions, cancellationToken).ConfigureAwait(false);
            return response.Header.ResponseCode switch
            {
                DnsHeaderResponseCode.NoError => ToReply(response, kind),
                DnsHeaderResponseCode.NotExistentDomain => new DnsReply(DnsReplyStatus.NoName) { Ttl = NegativeTtl(response) },
                var code => new DnsReply(DnsReplyStatus.Failed) { Reason = $"{server} answered {code}." },
            };
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it is (time-out, unreachable, nonsense in the answer): this server did not help.
            var reason = e is DnsResponseException { Code: DnsResponseCode.ConnectionTimeout } ? "did not answer in time" : $"could not be asked: {e.Message}";
            return new DnsReply(DnsReplyStatus.Failed) { Reason = $"{server} {reason}." };
        }
    }

    private static QueryType ToQueryType(DnsQuestionKind kind) => kind switch
    {
        DnsQuestionKind.Mx => QueryType.MX,
        DnsQuestionKind.A => QueryType.A,
        _ => QueryType.AAAA,
    };

    private static DnsReply ToReply(IDnsQueryResponse response, DnsQuestionKind kind)
    {
        // Not by owner name: behind a CNAME the records bear the name that it leads to.
        MailExchanger[] exchangers = kind == DnsQuestionKind.Mx ? [.. response.Answers.OfType<MxRecord>().Select(ToExchanger)] : [];
        IPAddress[] addresses = kind switch
        {
            DnsQuestionKind.A => [.. response.Answers.OfType<ARecord>().Select(static record => record.Address)],
            DnsQuestionKind.Aaaa => [.. response.Answers.OfType<AaaaRecord>().Select(static record => record.Address)],
            _ => [],
        };
        return exchangers.Length + addresses.Length == 0
            ? new DnsReply(DnsReplyStatus.NoData) { Ttl = NegativeTtl(response) }
            : new DnsReply(DnsReplyStatus.Found)
            {
                Exchangers = exchangers,
                Addresses = addresses,
                Ttl = TimeSpan.FromSeconds(response.Answers.Min(static record => record.InitialTimeToLive)),
            };
    }

    private static MailExchanger ToExchanger(MxRecord record) =>
        new(record.Exchange.Value.TrimEnd('.').ToLowerInvariant(), record.Preference);

    /// <summary>RFC 2308 §5: an absence holds for the lesser of the SOA's TTL and its minimum.</summary>
    private static TimeSpan? NegativeTtl(IDnsQueryResponse response) =>
        response.Authorities.OfType<SoaRecord>().FirstOrDefault() is { } soa
            ? TimeSpan.FromSeconds(Math.Min(soa.InitialTimeToLive, soa.Minimum))
            : null;
}
