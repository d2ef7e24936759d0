using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Reputation.Tests.Blocklists.TestLists;

namespace Hotmail.Pacing.Reputation.Tests.Blocklists;

/// <summary>When a list is believed, and how often it is asked.</summary>
public class BlocklistTrustTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_without_its_test_point_is_dead_and_one_that_has_everything_lies()
    {
        var dead = await CheckAsync(new ZoneResolver().Add(Asked, "A", "127.0.0.2"), KnownBlocklists.SpamhausZen);
        var wild = await CheckAsync(Working(Zen).Add("1.0.0.127." + Zen, "A", "127.0.0.2").Add(Asked, "A", "127.0.0.2"), KnownBlocklists.SpamhausZen);

        foreach (var report in new[] { dead, wild })
        {
            Assert.Equal((BlocklistStatus.Unknown, BlocklistProblem.ListBroken), (report.Results[0].Status, report.Results[0].Problem));
            Assert.Equal(["blocklist-broken"], report.Issues.Select(static issue => issue.Code));
        }
    }

    [Fact]
    public async Task Test_points_are_asked_for_once_in_six_hours_and_soon_again_after_a_failure()
    {
        var (zone, time) = (Working(Zen), new FakeTimeProvider());
        var checker = Make(zone, time, KnownBlocklists.SpamhausZen);

        await checker.CheckAddressAsync(IPAddress.Parse(Client), Token);
        time.Advance(TimeSpan.FromHours(5.9));
        await checker.CheckAddressAsync(IPAddress.Parse(Client), Token);
        Assert.Equal(4, zone.Questions.Count);
        time.Advance(TimeSpan.FromHours(0.2));
        await checker.CheckAddressAsync(IPAddress.Parse(Client), Token);
        Assert.Equal(7, zone.Questions.Count);

        var dead = new ZoneResolver();
        checker = Make(dead, time, KnownBlocklists.SpamhausZen);
        await checker.CheckAddressAsync(IPAddress.Parse(Client), Token);
        time.Advance(TimeSpan.FromMinutes(4));
        await checker.CheckAddressAsync(IPAddress.Parse(Client), Token);
        Assert.Single(dead.Questions);
        time.Advance(TimeSpan.FromMinutes(2));
        await checker.CheckAddressAsync(IPAddress.Parse(Client), Token);
        Assert.Equal(2, dead.Questions.Count);
    }

    [Fact]
    public async Task A_list_of_ones_own_is_tested_by_TEST_and_INVALID()
    {
        var list = new Blocklist { Name = "Own", Zone = "bl.example.org", Subjects = BlocklistSubjects.Domains };
        var zone = new ZoneResolver().Add("TEST.bl.example.org", "A", "127.0.0.2");

        Assert.Equal(BlocklistStatus.NotListed, (await Make(zone, new FakeTimeProvider(), list).CheckDomainAsync("example.net", Token)).Results[0].Status);
        zone.Add("INVALID.bl.example.org", "A", "127.0.0.2");
        Assert.Equal(BlocklistStatus.Unknown, (await Make(zone, new FakeTimeProvider(), list).CheckDomainAsync("example.net", Token)).Results[0].Status);
    }

    [Fact]
    public async Task No_more_lists_are_asked_at_once_than_allowed_and_one_caller_tests_for_all()
    {
        var slow = new Counting();
        var options = new BlocklistOptions { MaxParallelLists = 2 };
        for (var i = 0; i < 6; i++)
        {
            options.Lists.Add(new Blocklist { Name = "Own", Zone = $"bl{i}.example.org", Subjects = BlocklistSubjects.IPv4 });
        }

        var checker = new BlocklistChecker(slow, options, new FakeTimeProvider());
        var report = await checker.CheckAddressAsync(IPAddress.Parse(Client), Token);

        Assert.Equal([.. options.Lists], report.Results.Select(static result => result.List));
        Assert.Equal(2, slow.Most);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => checker.CheckAddressAsync(IPAddress.Parse(Client), Token).AsTask()));
        Assert.Equal(12, slow.Tests);
    }

    [Fact]
    public async Task A_caller_that_gives_up_spoils_no_test_for_others()
    {
        var waiting = new Waiting();
        var checker = Make(waiting, new FakeTimeProvider(), KnownBlocklists.SpamhausZen);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var first = checker.CheckAddressAsync(IPAddress.Parse(Client), cancel.Token).AsTask();
        var second = checker.CheckAddressAsync(IPAddress.Parse(Client), Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        waiting.Release.SetResult();

        Assert.Equal(BlocklistStatus.NotListed, Assert.Single((await second).Results).Status);
    }

    /// <summary>A list that works, from when it is released.</summary>
    private sealed class Waiting : IDnsResolver
    {
        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
        {
            await Release.Task.WaitAsync(cancellationToken);
            return name.StartsWith("2.0.0.127.", StringComparison.Ordinal) ? new DnsAnswer { Status = DnsAnswerStatus.Found, Addresses = [IPAddress.Parse("127.0.0.2")] } : DnsAnswer.NoName;
        }
    }

    /// <summary>Lists that work, and how many were asked at once.</summary>
    private sealed class Counting : IDnsResolver
    {
        private readonly TaskCompletionSource _two = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _now, _most, _tests;

        public int Most => _most;

        public int Tests => _tests;

        public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
        {
            var now = Interlocked.Increment(ref _now);
            for (var most = _most; now > most; most = _most)
            {
                Interlocked.CompareExchange(ref _most, now, most);
            }

            if (now == 2)
            {
                _two.TrySetResult();
            }

            await _two.Task.WaitAsync(cancellationToken);
            await Task.Yield();
            Interlocked.Decrement(ref _now);
            if (name.Contains(".0.0.127.", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref _tests);
            }

            return name.StartsWith("2.0.0.127.", StringComparison.Ordinal) ? new DnsAnswer { Status = DnsAnswerStatus.Found, Addresses = [IPAddress.Parse("127.0.0.2")] } : DnsAnswer.NoName;
        }
    }
}
