using System.Net;
using CsCheck;
using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Observations;

namespace Hotmail.Pacing.Reputation.Tests.Alerts;

/// <summary>A week of observations, one each minute.</summary>
public sealed class AlertPropertyTests
{
    private const int Week = 7 * 24 * 60;
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");

    [Fact]
    public void Whatever_is_seen_nothing_is_told_twice_in_a_quiet_period() =>
        Gen.Select(Gen.Int, Gen.Int[1, 600]).Sample(
            (seed, changeEvery) =>
            {
                var random = new Random(seed);
                var journal = new AlertJournal(new AlertOptions());
                var told = new Dictionary<(AlertKind, string), DateTimeOffset>();
                var (bad, alerts) = (0, 0);
                for (var minute = 0; minute < Week; minute++)
                {
                    var now = Start.AddMinutes(minute);
                    bad = random.Next(changeEvery) == 0 ? random.Next(8) : bad;
                    foreach (var alert in journal.Observe(Any(random.Next(4), (bad & (1 << random.Next(3))) != 0, random, now), now))
                    {
                        var key = (alert.Kind, alert.Subject);
                        Assert.False(told.TryGetValue(key, out var last) && now - last < TimeSpan.FromHours(24), $"{key} was told at {last} and at {now}.");
                        told[key] = now;
                        alerts++;
                    }
                }

                Assert.InRange(alerts, 1, 7 * 5);
            },
            iter: 100);

    [Fact]
    public void What_comes_and_lasts_is_told_at_once_and_each_day() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, Week - 1]).Sample(
            (kind, from) =>
            {
                var random = new Random(from);
                var journal = new AlertJournal(new AlertOptions());
                for (var day = -14; day < 0; day++)
                {
                    journal.Observe(Any(kind, isBad: false, random, Start.AddDays(day)), Start.AddDays(day));
                }

                var told = new List<int>();
                for (var minute = 0; minute < Week; minute++)
                {
                    var now = Start.AddMinutes(minute);
                    told.AddRange(journal.Observe(Any(kind, minute >= from, random, now), now).Select(_ => minute));
                }

                // An unverified source is told of once. Failures that last become usual: then they are no spike any more.
                Assert.Equal(from, told[0]);
                var lasting = kind < 2 ? ((Week - 1 - from) / (24 * 60)) + 1 : 1;
                Assert.InRange(told.Count, lasting, kind == 2 ? 7 : lasting);
            },
            iter: 100);

    private static ReputationObservation Any(int kind, bool isBad, Random random, DateTimeOffset now) => kind switch
    {
        0 => new ListingObservation { Subject = "192.0.2.1", List = "zen.spamhaus.org", IsListed = isBad, At = now },
        1 => new ComplaintObservation { Address = Address, Rate = isBad ? 0.004 : 0.001, At = now },
        2 => Day(isBad ? 500 + random.Next(300) : random.Next(20), isVerified: true, now),
        _ => Day(random.Next(10), isVerified: !isBad, now),
    };

    private static SourceDay Day(long failing, bool isVerified, DateTimeOffset now) => new()
    {
        Domain = "example.com", Address = Address, Day = DateOnly.FromDateTime(now.UtcDateTime), Messages = 1000, Failing = failing, IsVerified = isVerified, At = now,
    };
}
