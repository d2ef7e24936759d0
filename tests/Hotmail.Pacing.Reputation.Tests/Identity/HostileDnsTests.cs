using System.Net;
using CsCheck;
using Hotmail.Pacing.Reputation.Blocklists;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Identity;
using Hotmail.Pacing.Reputation.Issues;

namespace Hotmail.Pacing.Reputation.Tests.Identity;

/// <summary>Whatever the DNS answers and whatever is asked for, there is a report, after a bounded number of questions.</summary>
public class HostileDnsTests
{
    private static readonly string[] Names = ["mail.example.com", "", ".", "..", "a..b", "192.0.2.1", "[192.0.2.1]", "m\u00e4il.example", "xn--", "\u001b[31m\n", "_x.example", "-", "\ud800", new('a', 64), new('b', 300), "localhost"];

    private static readonly IPAddress[] Addresses = [.. new[] { "192.0.2.1", "10.0.0.1", "127.0.0.1", "127.0.0.2", "127.255.255.254", "2001:db8::1", "::1", "::ffff:127.0.0.2", "::ffff:192.0.2.1", "0.0.0.0", "fe80::1%1" }.Select(IPAddress.Parse)];

    private static readonly Gen<DnsAnswer> Answers = Gen.Select(
        Gen.Int[0, 3],
        Gen.OneOf(Addresses).Array[0, 15],
        Gen.OneOf(Names).Array[0, 15],
        static (status, addresses, names) => new DnsAnswer
        {
            Status = (DnsAnswerStatus)status,
            Addresses = addresses,
            Names = names,
            Texts = names,
            Reason = names.Length == 0 ? null : names[0],
        });

    private static readonly Gen<(DnsAnswer?[] Answers, int Name, int Address)> Cases = Gen.Select(Answers.Null().Array[1, 12], Gen.Int[0, Names.Length - 1], Gen.Int[0, Addresses.Length - 1]);

    [Fact]
    public async Task Nothing_throws_and_questions_are_bounded() => await Cases.SampleAsync(
        static async one =>
        {
            var (name, address) = (Names[one.Name], Addresses[one.Address]);
            await CheckAsync(11, async dns => (await new ReverseDnsCheck(dns).CheckAsync(address)).Issues);
            await CheckAsync(4, async dns => (await new HeloCheck(dns).CheckAsync(name, address)).Issues);
            await CheckAsync(21, async dns => (await new MailExchangerCheck(dns).CheckAsync(name)).Issues);
            var options = new BlocklistOptions { Lists = { KnownBlocklists.SpamhausZen, KnownBlocklists.SpamhausDbl, KnownBlocklists.Uribl } };
            await CheckAsync(8, async dns => (await new BlocklistChecker(dns, options).CheckDomainAsync(name)).Issues);
            await CheckAsync(4, async dns => (await new BlocklistChecker(dns, options).CheckAddressAsync(address)).Issues);

            async Task CheckAsync(int mostQuestions, Func<IDnsResolver, Task<IReadOnlyList<ReputationIssue>>> check)
            {
                var dns = new Scripted(one.Answers);
                foreach (var issue in await check(dns))
                {
                    Assert.DoesNotContain(issue.Evidence + issue.Fix, char.IsControl);
                }

                Assert.InRange(dns.Questions, 0, mostQuestions);
            }
        },
        iter: 5_000);

    /// <summary>Answers one after the other, from the start again at the end; null is an exception.</summary>
    private sealed class Scripted(DnsAnswer?[] answers) : IDnsResolver
    {
        private int _questions;

        public int Questions => _questions;

        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
        {
            var answer = answers[(Interlocked.Increment(ref _questions) - 1) % answers.Length];
            return answer is null ? throw new InvalidOperationException("A resolver that throws:\r\n") : ValueTask.FromResult(answer);
        }
    }
}
