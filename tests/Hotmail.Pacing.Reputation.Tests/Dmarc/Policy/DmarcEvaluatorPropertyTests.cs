using CsCheck;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dmarc.Policy;

/// <summary>What holds for any domains, records and failures.</summary>
public class DmarcEvaluatorPropertyTests
{
    private static readonly string[] Labels = ["a", "b", "example", "com"];

    private static readonly string[] Tails = ["", "; psd=y", "; psd=n", "; t=y", "; sp=none; np=quarantine", "; aspf=s", "; adkim=s"];

    private static readonly Gen<string> Domains = Gen.Int[0, Labels.Length - 1].Select(static i => Labels[i]).Array[1, 6].Select(static labels => string.Join('.', labels));

    /// <summary>A name of the zone: what it has (0 or 1 none, 2 a failure, then a record), and the record's tail.</summary>
    private static readonly Gen<(string Domain, int Kind, int Tail)[]> Zones = Gen.Select(Domains, Gen.Int[0, 6], Gen.Int[0, Tails.Length - 1]).Array[0, 12];

    [Fact]
    public void Relaxed_alignment_is_symmetric() =>
        Gen.Select(Domains, Domains, Zones).Sample(
            static (one, other, names) =>
            {
                var discovery = new DmarcDiscovery(Make(names));
                var (first, second) = (Find(discovery, one), Find(discovery, other));
                if (first is not null && second is not null)
                {
                    Assert.Equal(
                        DmarcDecision.AreAligned(one, first, other, second, DmarcAlignmentMode.Relaxed),
                        DmarcDecision.AreAligned(other, second, one, first, DmarcAlignmentMode.Relaxed));
                }
            },
            iter: 5_000);

    [Fact]
    public void Nothing_passes_but_by_an_aligned_pass_and_nothing_is_asked_for_but_on_a_fail() =>
        Gen.Select(Domains, Domains, Domains, Gen.Enum<SpfVerdict>(), Gen.Enum<DmarcSignatureVerdict>(), Zones, Gen.Enum<DmarcDiscoveryMode>()).Sample(
            static (from, spf, dkim, spfVerdict, dkimVerdict, names, mode) =>
            {
                var zone = Make(names);
                var message = new DmarcMessage { FromDomains = [from], SpfDomain = spf, SpfVerdict = spfVerdict, Signatures = [new DmarcSignature(dkim, dkimVerdict)] };
                var result = Result(new DmarcEvaluator(zone, new DmarcDiscoveryOptions { Mode = mode }).EvaluateAsync(message, CancellationToken.None));

                Assert.NotEmpty(result.Reason);
                Assert.True(result.Verdict == DmarcVerdict.Fail || result.Disposition == DmarcPolicy.None);
                Assert.Equal(zone.Questions.Count, zone.Questions.Distinct().Count());
                if (result.Verdict == DmarcVerdict.Pass)
                {
                    Assert.Contains(result.Alignments, static alignment => alignment is { HasPassed: true, IsAligned: true });
                    Assert.True(spfVerdict == SpfVerdict.Pass || dkimVerdict == DmarcSignatureVerdict.Pass);
                    Assert.NotEqual(DmarcLookupStatus.Failed, result.Discovery!.Lookups[0].Status);
                }

                // What the DNS did not say of the From field's record is never a pass or a fail.
                Assert.True(!result.Discovery!.IsRecordUnknown || result.Verdict == DmarcVerdict.TempError);
            },
            iter: 10_000);

    private static ZoneResolver Make((string Domain, int Kind, int Tail)[] names)
    {
        var zone = new ZoneResolver();
        foreach (var (domain, kind, tail) in names.DistinctBy(static name => name.Domain))
        {
            _ = kind switch
            {
                < 2 => zone,
                2 => zone.AddTimeout("_dmarc." + domain),
                _ => zone.Add("_dmarc." + domain, "TXT", "v=DMARC1; p=reject" + Tails[tail]),
            };
        }

        return zone;
    }

    private static string? Find(DmarcDiscovery discovery, string domain) => Result(discovery.FindAsync(domain, CancellationToken.None)).Name;

    private static T Result<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
