using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Domains;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>
/// Asks blocklists over the DNS (RFC 5782) whether they have an address or a domain. A list is believed only when its test points come out right, and an answer that is no listing
/// (a refused resolver, a parked domain) is never one. Asks at most 4 questions of a list in one check; answers are kept by the resolver, if at all. Safe for use by several threads at once.
/// Make one and keep it: it remembers which lists work.
/// </summary>
public sealed class BlocklistChecker
{
    private readonly WatchedList[] _lists;
    private readonly int _maxParallel;

    /// <summary>Makes one with the system's clock.</summary>
    /// <param name="resolver">Whom to ask. Many lists refuse public resolvers.</param>
    /// <param name="options">The lists, which are copied.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">A list has no zone, or one that the DNS cannot be asked for.</exception>
    public BlocklistChecker(IDnsResolver resolver, BlocklistOptions options)
        : this(resolver, options, TimeProvider.System)
    {
    }

    /// <summary>Makes one.</summary>
    /// <param name="resolver">Whom to ask. Many lists refuse public resolvers.</param>
    /// <param name="options">The lists, which are copied.</param>
    /// <param name="time">The clock, for how long a list is believed.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not positive.</exception>
    /// <exception cref="ArgumentException">A list has no zone, or one that the DNS cannot be asked for.</exception>
    public BlocklistChecker(IDnsResolver resolver, BlocklistOptions options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(resolver);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxParallelLists);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.TestInterval, TimeSpan.Zero);
        _maxParallel = options.MaxParallelLists;
        foreach (var list in options.Lists)
        {
            if (HostName.FindError(list.Zone, out _) is { } error)
            {
                throw new ArgumentException($"The zone of {list} cannot be asked: {error}.", nameof(options));
            }
        }

        _lists = [.. options.Lists.Select(list => new WatchedList(list, resolver, time, options.TestInterval))];
    }

    /// <summary>Asks for an address every list that has addresses of its family. Whatever the DNS says is in the report.</summary>
    /// <param name="address">The address from which mail leaves, as receivers see it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<BlocklistReport> CheckAddressAsync(IPAddress address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        var client = AddressScope.Normalise(address);
        if (!AddressScope.IsPublic(client))
        {
            return ValueTask.FromResult(Refuse(client.ToString(), $"{client} is a loopback, private or otherwise not public address."));
        }

        var kind = client.AddressFamily == AddressFamily.InterNetwork ? BlocklistSubjects.IPv4 : BlocklistSubjects.IPv6;
        return AskAsync(client.ToString(), ReverseName.Labels(client), kind, cancellationToken);
    }

    /// <summary>Asks for a domain every list that has domains. Whatever the DNS says is in the report.</summary>
    /// <param name="domain">A domain of the sender: of From, MAIL FROM, the EHLO name, or a link. An address is not asked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public ValueTask<BlocklistReport> CheckDomainAsync(string domain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var name = DomainName.ToAscii(domain);
        var shown = QuotedText.Quote(name);
        var error = IPAddress.TryParse(name.Trim('[', ']'), out _) ? "it is an address" : HostName.FindError(name.Replace('_', '-'), out _);
        return error is null
            ? AskAsync(shown, name, BlocklistSubjects.Domains, cancellationToken)
            : ValueTask.FromResult(Refuse(shown, $"\"{shown}\" is no domain: {error}."));
    }

    /// <summary>Where no list is asked, there is nothing to refuse.</summary>
    private BlocklistReport Refuse(string subject, string why) => new() { Subject = subject, Issues = _lists.Length == 0 ? [] : [BlocklistIssues.CannotBeAsked.On(subject, why)] };

    private async ValueTask<BlocklistReport> AskAsync(string subject, string labels, BlocklistSubjects kind, CancellationToken cancellationToken)
    {
        WatchedList[] lists = [.. _lists.Where(list => list.List.Subjects.HasFlag(kind))];
        var results = new BlocklistResult[lists.Length];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _maxParallel, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, lists.Length, parallel, async (i, token) => results[i] = await lists[i].AskAsync(subject, labels, kind, token).ConfigureAwait(false)).ConfigureAwait(false);
        var issues = results.SelectMany(result => BlocklistIssues.Find(subject, result)).OrderByDescending(static issue => issue.Severity);
        return new BlocklistReport { Subject = subject, Results = results, Issues = [.. issues] };
    }
}
