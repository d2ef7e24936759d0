using System.Net;
using System.Net.Sockets;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

/// <summary>The RFC 7208 suite once more, over a real name server.</summary>
public class SuiteOverDnsTests
{
    public static TheoryData<string> Sections => [.. Suite.Tests.Keys.Select(ToSection).Distinct()];

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Cases_of_a_section_have_accepted_results(string section)
    {
        var token = TestContext.Current.CancellationToken;
        var tests = Suite.Tests.Where(test => ToSection(test.Key) == section).ToList();
        await using var server = await DnsServer.StartAsync(ZoneFile.Write(tests[0].Value.Zone), token, origin: ".");
        using var silent = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        silent.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var resolver = new SuiteResolver(
            tests[0].Value.Zone,
            new DnsResolver(new DnsResolverOptions { Servers = { server.EndPoint }, Timeout = TimeSpan.FromSeconds(30) }),
            new DnsResolver(new DnsResolverOptions { Servers = { (IPEndPoint)silent.LocalEndPoint! }, Timeout = TimeSpan.FromMilliseconds(50), Retries = 0 }));
        var evaluator = new SpfEvaluator(resolver, new SpfOptions { Timeout = TimeSpan.FromMinutes(2) }, TimeProvider.System);

        foreach (var (name, test) in tests)
        {
            var result = await evaluator.EvaluateAsync(test.Request, token);

            Assert.True(test.Accepted.Contains(result.Verdict), $"{name}: {result.Verdict} instead of {string.Join(" or ", test.Accepted)}: {result.Reason}");
            if (test.Explanation is not null)
            {
                Assert.Equal((name, test.Explanation == "DEFAULT" ? null : test.Explanation), (name, result.Explanation));
            }
        }
    }

    private static string ToSection(string name) => name[..name.IndexOf(": ", StringComparison.Ordinal)];

    /// <summary>Asks the name server, and for what the suite lets time out, somebody who never answers.</summary>
    private sealed class SuiteResolver(ZoneResolver zone, DnsResolver server, DnsResolver silent) : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
            (zone.IsSilent(name, kind) ? silent : server).ResolveAsync(name, kind, cancellationToken);
    }
}
