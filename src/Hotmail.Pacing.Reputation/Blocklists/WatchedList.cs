using System.Net;
using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Reputation.Blocklists;

/// <summary>
/// A list, and whether it is believed: its test points (RFC 5782 §5) are asked for once in a while, by one of those who want to know. What is learned is kept under a lock.
/// </summary>
internal sealed class WatchedList(Blocklist list, IDnsResolver resolver, TimeProvider time, TimeSpan interval)
{
    private static readonly TimeSpan FailureInterval = TimeSpan.FromMinutes(5);
    private static readonly IPAddress Listed4 = IPAddress.Parse("127.0.0.2");
    private static readonly IPAddress Unlisted4 = IPAddress.Parse("127.0.0.1");
    private static readonly IPAddress Listed6 = IPAddress.Parse("::ffff:7f00:2");
    private static readonly IPAddress Unlisted6 = IPAddress.Parse("::ffff:7f00:1");

    private readonly object _lock = new();
    private readonly Dictionary<BlocklistSubjects, (Task<BlocklistResult?> Test, DateTimeOffset Until)> _tests = [];

    /// <summary>The list.</summary>
    public Blocklist List => list;

    /// <summary>Asks for something: the test points where they are due, the name, and where it is listed the reason. At most four questions.</summary>
    public async ValueTask<BlocklistResult> AskAsync(string subject, string labels, BlocklistSubjects kind, CancellationToken cancellationToken)
    {
        if (await TestAsync(kind, cancellationToken).ConfigureAwait(false) is { } doubt)
        {
            return doubt;
        }

        var name = list.NameOf(labels);
        var result = ListAnswer.Read(list, subject, await resolver.AskAsync(name, DnsRecordKind.A, cancellationToken).ConfigureAwait(false));
        if (result.Status != BlocklistStatus.Listed)
        {
            return result;
        }

        var texts = await resolver.AskAsync(name, DnsRecordKind.Txt, cancellationToken).ConfigureAwait(false);
        if (texts.Texts.Count == 0)
        {
            return result;
        }

        var reason = Issues.QuotedText.Quote(list.Hide(texts.Texts[0]));
        return result with { Reason = reason, Explanation = $"{result.Explanation} The list says: {reason}" };
    }

    /// <summary>Why the list is not believed; null where it is.</summary>
    private Task<BlocklistResult?> TestAsync(BlocklistSubjects kind, CancellationToken cancellationToken)
    {
        Task<BlocklistResult?> test;
        lock (_lock)
        {
            if (_tests.TryGetValue(kind, out var known) && (!known.Test.IsCompleted || time.GetUtcNow() < known.Until))
            {
                test = known.Test;
            }
            else
            {
                // Not with the caller's token: others wait for it too.
                test = Task.Run(() => RunTestAsync(kind), CancellationToken.None);
                _tests[kind] = (test, DateTimeOffset.MaxValue);
            }
        }

        return test.WaitAsync(cancellationToken);
    }

    private async Task<BlocklistResult?> RunTestAsync(BlocklistSubjects kind)
    {
        var (listed, unlisted) = kind switch
        {
            BlocklistSubjects.IPv4 => (ReverseName.Labels(Listed4), ReverseName.Labels(Unlisted4)),
            BlocklistSubjects.IPv6 => (ReverseName.Labels(Listed6), ReverseName.Labels(Unlisted6)),
            _ => (list.ListedTestDomain, list.UnlistedTestDomain),
        };
        var doubt = await FindDoubtAsync(listed, unlisted).ConfigureAwait(false);
        lock (_lock)
        {
            _tests[kind] = (_tests[kind].Test, time.GetUtcNow() + (doubt is null ? interval : FailureInterval));
        }

        return doubt;
    }

    private async Task<BlocklistResult?> FindDoubtAsync(string listed, string unlisted)
    {
        var first = ListAnswer.Read(list, $"its test point {listed}", await resolver.AskAsync(list.NameOf(listed), DnsRecordKind.A, CancellationToken.None).ConfigureAwait(false));
        if (first.Status != BlocklistStatus.Listed)
        {
            return first.Status == BlocklistStatus.Unknown ? first : ListAnswer.Unknown(
                list, BlocklistProblem.ListBroken, $"{list} does not have its test point {listed}: it is dead, it does not have what was asked for, or it answers this resolver with nothing.");
        }

        var second = ListAnswer.Read(list, $"its test point {unlisted}", await resolver.AskAsync(list.NameOf(unlisted), DnsRecordKind.A, CancellationToken.None).ConfigureAwait(false));
        return second.Status switch
        {
            BlocklistStatus.NotListed => null,
            BlocklistStatus.Unknown => second,
            _ => ListAnswer.Unknown(list, BlocklistProblem.ListBroken, $"{list} has {unlisted}, which no list has: it has everything, as a zone does whose domain others hold."),
        };
    }
}
