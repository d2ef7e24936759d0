using System.Net;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Spf.Flattening;
using Hotmail.Pacing.Reputation.Spf.Lint;
using Hotmail.Pacing.Reputation.Spf.Records;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

/// <summary>Whatever is published and whatever a client says, there is a result.</summary>
public class SpfFuzzTests
{
    private static readonly string[] Pieces =
    [
        "v=spf1", " ", "  ", "+", "-", "~", "?", "all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists", "redirect", "exp", ":", "/", "//", "=", ".", "%", "%%", "%_", "%-",
        "%{", "}", "%{d}", "%{p}", "%{l1r-}", "%{S9r.+}", "%{t}", "example.com", "other.example.com", "192.0.2.1", "2001:db8::", "24", "128", "0", "99999999999", "\0", "\u00e9", "\ud800", "x",
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Nothing_throws_and_mistakes_lie_within_the_record(int seed)
    {
        var random = new Random(seed);
        var plans = 0;
        var verdicts = new HashSet<SpfVerdict>();
        for (var i = 0; i < 5_000; i++)
        {
            var record = Make(random, "v=spf1 ");
            Assert.All(SpfRecord.Parse(record).Errors, error => Assert.InRange(error.Position, 0, record.Length));
            var zone = new ZoneResolver().Add("example.com", "TXT", record).Add("other.example.com", "TXT", Make(random, "v=spf1 ")).Add("example.com", "A", "192.0.2.1");
            var request = new SpfRequest
            {
                ClientAddress = IPAddress.Parse(random.Next(2) == 0 ? "192.0.2.1" : "2001:db8::1"),
                Helo = Make(random, ""),
                MailFrom = Make(random, "") + "@example.com",
            };

            var result = await new SpfEvaluator(zone).EvaluateAsync(request, TestContext.Current.CancellationToken);

            var report = await new SpfLinter(zone).CheckAsync("example.com", TestContext.Current.CancellationToken);
            var flattened = await new SpfFlattener(zone).FlattenAsync("example.com", TestContext.Current.CancellationToken);

            Assert.All(report.Issues, issue => Assert.InRange(issue.Position ?? 0, 0, 200));
            Assert.True(flattened.Plan is null == flattened.Reason is not null);
            plans += flattened.Plan is null ? 0 : 1;
            Assert.InRange(result.Lookups, 0, 11);
            Assert.NotEmpty(result.Reason);
            verdicts.Add(result.Verdict);
        }

        Assert.InRange(plans, 100, 4_900);
        Assert.Superset(new HashSet<SpfVerdict> { SpfVerdict.Pass, SpfVerdict.Neutral, SpfVerdict.PermError }, verdicts);
    }

    private static string Make(Random random, string start) => start + string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Pieces[random.Next(Pieces.Length)]));
}
