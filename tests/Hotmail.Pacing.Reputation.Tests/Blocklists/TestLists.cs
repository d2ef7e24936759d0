using System.Net;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Blocklists;

/// <summary>What is asked, and of whom.</summary>
internal static class TestLists
{
    public const string Client = "192.0.2.25";
    public const string Zen = "zen.spamhaus.org";
    public const string Asked = "25.2.0.192." + Zen;

    /// <summary>A list of IPv4 addresses with its test point and nothing else.</summary>
    public static ZoneResolver Working(string zone) => new ZoneResolver().Add("2.0.0.127." + zone, "A", "127.0.0.2");

    public static BlocklistChecker Make(IDnsResolver zone, TimeProvider time, params Blocklist[] lists)
    {
        var options = new BlocklistOptions();
        Array.ForEach(lists, options.Lists.Add);
        return new BlocklistChecker(zone, options, time);
    }

    public static ValueTask<BlocklistReport> CheckAsync(ZoneResolver zone, Blocklist list) => Make(zone, new FakeTimeProvider(), list).CheckAddressAsync(IPAddress.Parse(Client), TestContext.Current.CancellationToken);
}
