using System.Globalization;
using System.Net;
using CsCheck;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Spf.Flattening;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Spf.Flattening;

public class SpfFlattenerPropertyTests
{
    /// <summary>Every address that the zones name, those beside them, and some far away.</summary>
    private static readonly IPAddress[] Clients =
    [
        .. Enumerable.Range(0, 33).Select(static host => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"10.0.0.{host}"))),
        .. Enumerable.Range(0, 33).Select(static host => IPAddress.Parse($"2001:db8::{host:x}")),
        .. new[] { "9.255.255.255", "127.255.255.255", "128.0.0.0", "255.255.255.255", "0.0.0.0", "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff", "7fff::1", "8000::", "::" }.Select(IPAddress.Parse),
    ];

    private int _plans;
    private int _split;
    private int _kept;

    [Theory]
    [InlineData(450, 1500)]
    [InlineData(100, 1500)]
    public async Task Flattened_records_say_of_each_client_what_the_record_said(int length, int zones)
    {
        await RandomZones.All.SampleAsync(records => CompareAsync(records, length), iter: zones, threads: 1);

        // Otherwise the comparison would say nothing.
        Assert.InRange(_plans, zones / 3, zones);
        Assert.InRange(_split, length == 100 ? zones / 100 : 0, zones);
        Assert.InRange(_kept, zones / 20, zones);
    }

    private async Task CompareAsync((string Name, string Kind, string Value)[] records, int length)
    {
        var zone = RandomZones.ToZone(records);
        var result = await new SpfFlattener(zone, new SpfFlattenOptions { MaxRecordLength = length }).FlattenAsync(RandomZones.Top, TestContext.Current.CancellationToken);
        if (result.Plan is not { } plan)
        {
            Assert.NotNull(result.Reason);
            Assert.False(result.IsTemporary);
            return;
        }

        _plans++;
        _split += plan.Records.Count > 1 ? 1 : 0;
        _kept += plan.Kept.Count > 0 ? 1 : 0;
        Assert.InRange(plan.LookupsAfter, 0, 10);
        Assert.All(plan.Records, record => Assert.InRange(record.Text.Length, 1, length));
        var options = new SpfOptions { VoidLookupLimit = int.MaxValue };
        var before = new SpfEvaluator(zone, options, new FakeTimeProvider(), lookupLimit: int.MaxValue);
        var after = new SpfEvaluator(RandomZones.ToZone(records, plan.Records.Select(static record => (record.Name, record.Text))), options, new FakeTimeProvider());
        foreach (var client in Clients)
        {
            var request = new SpfRequest { ClientAddress = client, Helo = "mail.example.com", MailFrom = $"user@{RandomZones.Top}" };
            var expected = await before.EvaluateAsync(request, TestContext.Current.CancellationToken);
            var flat = await after.EvaluateAsync(request, TestContext.Current.CancellationToken);

            Assert.True(expected.Verdict == flat.Verdict, $"{client}: {expected.Verdict} ({expected.Reason}), flattened {flat.Verdict} ({flat.Reason})\n{string.Join('\n', records)}\n{string.Join('\n', plan.Records)}");
            Assert.InRange(flat.Lookups, 0, plan.LookupsAfter);
            Assert.InRange(expected.Lookups, 0, plan.LookupsBefore);
        }
    }
}
