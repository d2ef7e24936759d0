using System.Diagnostics.CodeAnalysis;
using DnsClient;
using DnsClient.Protocol;

namespace Hotmail.Pacing.Reputation.Dns;

/// <summary>
/// Asks DNS servers through DnsClient. It goes over the servers itself: DnsClient, left to do so, asks the next one also after a clear "no such domain",
/// and forgets that answer when the next does not respond. Safe for use by several threads at once. Make one and keep it: it has the answers, and the bound on questions under way.
/// A question that is asked while the same one is under way waits for that one's answer.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore that gave out no handle has nothing to dispose of.")]
public sealed class DnsResolver : IDnsResolver
{
    private readonly LookupClient _client;
    private readonly DnsQueryOptions _queryOptions;
    private readonly int _rounds;
    private readonly SharedQuestions _shared;

    // Whoever waits for it is served in order.
    private readonly SemaphoreSlim _turns;

    /// <summary>Asks the system's servers.</summary>
    public DnsResolver()
        : this(new DnsResolverOptions())
    {
    }

    /// <summary>Asks the servers of <paramref name="options"/>, which are copied.</summary>
    /// <param name="options">How to ask.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out or the number of concurrent questions is not positive, or the retries are negative.</exception>
    public DnsResolver(DnsResolverOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.Timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Retries);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxConcurrentQuestions);
        _rounds = options.Retries + 1;
        _turns = new SemaphoreSlim(options.MaxConcurrentQuestions);
        _shared = new SharedQuestions(AskServersAsync);
        _queryOptions = new DnsQueryOptions
        {
            Timeout = options.Timeout,
            Retries = 0,
            UseCache = options.UseCache,
            UseTcpFallback = true,
            ThrowDnsErrors = false,
            ContinueOnDnsError = false,
            ContinueOnEmptyResponse = false,
        };
        var clientOptions = options.Servers.Count == 0 ? new LookupClientOptions() : new LookupClientOptions([.. options.Servers]);
        clientOptions.UseCache = options.UseCache;
        _client = new LookupClient(clientOptions);
    }

    /// <inheritdoc/>
    public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(name);
        cancellationToken.ThrowIfCancellationRequested();
        return FindKept(name, kind) is { } answer ? ValueTask.FromResult(answer) : _shared.AskAsync(name, kind, cancellationToken);
    }

    /// <summary>The answer that is still good; it needs no turn.</summary>
    private DnsAnswer? FindKept(string name, DnsRecordKind kind)
    {
        try
        {
            return _queryOptions.UseCache && _client.QueryCache(new DnsQuestion(name, ToQueryType(kind))) is { } kept ? ToAnswer(kept, name, kind) : null;
        }
        catch (Exception e) when (e is ArgumentException or DnsResponseException)
        {
            // No name; asking says so.
            return null;
        }
    }

    private async Task<DnsAnswer> AskServersAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        var answer = DnsAnswer.Failed("There is no DNS server to ask.");
        for (var round = 0; round < _rounds; round++)
        {
            foreach (var server in _client.NameServers)
            {
                await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    answer = await AskAsync(server, name, kind, cancellationToken).ConfigureAwait(false);
                }
                finally
                {
                    _turns.Release();
                }

                if (answer.Status != DnsAnswerStatus.Failed)
                {
                    return answer;
                }
            }
        }

        return answer;
    }

    private async Task<DnsAnswer> AskAsync(NameServer server, string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        try
        {
            var question = new DnsQuestion(name, ToQueryType(kind));
            var response = await _client.QueryServerAsync([server], question, _queryOptions, cancellationToken).ConfigureAwait(false);
            return ToAnswer(response, name, kind);
        }
        catch (Exception e)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Whatever it is (time-out, unreachable, nonsense in the answer): this server did not help.
            var reason = e is DnsResponseException { Code: DnsResponseCode.ConnectionTimeout } ? "did not answer in time" : $"could not be asked: {e.Message}";
            return DnsAnswer.Failed($"{server} {reason}.");
        }
    }

    private static DnsAnswer ToAnswer(IDnsQueryResponse response, string name, DnsRecordKind kind) => response.Header.ResponseCode switch
    {
        // Neither the name's own server nor one that asks others for us: it only says who may know.
        DnsHeaderResponseCode.NoError when response.Answers.Count == 0 && response.Header is { HasAuthorityAnswer: false, RecursionAvailable: false } =>
            DnsAnswer.Failed($"{response.NameServer} knows nothing of {name}, and asks nobody for it."),
        DnsHeaderResponseCode.NoError => ToAnswer(response.Answers, kind),
        DnsHeaderResponseCode.NotExistentDomain => DnsAnswer.NoName,
        var code => DnsAnswer.Failed($"{response.NameServer} answered {code} for {name}."),
    };

    private static QueryType ToQueryType(DnsRecordKind kind) => kind switch
    {
        DnsRecordKind.A => QueryType.A,
        DnsRecordKind.Aaaa => QueryType.AAAA,
        DnsRecordKind.Mx => QueryType.MX,
        DnsRecordKind.Ptr => QueryType.PTR,
        DnsRecordKind.Cname => QueryType.CNAME,
        _ => QueryType.TXT,
    };

    // Not by owner name: behind a CNAME the records bear the name that it leads to.
    private static DnsAnswer ToAnswer(IReadOnlyList<DnsResourceRecord> records, DnsRecordKind kind)
    {
        var answer = kind switch
        {
            DnsRecordKind.A => Found() with { Addresses = [.. records.OfType<ARecord>().Select(static record => record.Address)] },
            DnsRecordKind.Aaaa => Found() with { Addresses = [.. records.OfType<AaaaRecord>().Select(static record => record.Address)] },
            DnsRecordKind.Mx => Found() with { Names = [.. records.OfType<MxRecord>().OrderBy(static record => record.Preference).Select(static record => ToName(record.Exchange))] },
            DnsRecordKind.Cname => Found() with { Names = [.. records.OfType<CNameRecord>().Select(static record => ToName(record.CanonicalName))] },
            DnsRecordKind.Ptr => Found() with { Names = [.. records.OfType<PtrRecord>().Select(static record => ToName(record.PtrDomainName))] },
            _ => Found() with { Texts = [.. records.OfType<TxtRecord>().Select(static record => string.Concat(record.Text))] },
        };
        return answer.Addresses.Count + answer.Names.Count + answer.Texts.Count == 0 ? DnsAnswer.NoData : answer;
    }

    private static DnsAnswer Found() => new() { Status = DnsAnswerStatus.Found };

    private static string ToName(DnsString name) => name.Value.TrimEnd('.');
}
