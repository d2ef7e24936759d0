using Hotmail.Pacing.Reputation.Dmarc.Policy.Discovery;
using Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Evaluation;

/// <summary>What came of an evaluation, and why.</summary>
public sealed record DmarcResult
{
    /// <summary>The result.</summary>
    public required DmarcVerdict Verdict { get; init; }

    /// <summary>Why, as one or more sentences.</summary>
    public required string Reason { get; init; }

    /// <summary>The domain of the From field in ASCII and lower case; null where there is not exactly one.</summary>
    public string? FromDomain { get; init; }

    /// <summary>What the domain's owner asks receivers to do with this message: nothing, unless the verdict is <see cref="DmarcVerdict.Fail"/>. What they do is their own affair.</summary>
    public DmarcPolicy Disposition { get; init; } = DmarcPolicy.None;

    /// <summary>The policy that the record has for the domain, whatever came of the message, before <c>t=y</c> weakens it; null where none applies.</summary>
    public DmarcPolicy? Policy { get; init; }

    /// <summary>The tag that the policy comes from, <c>p</c>, <c>sp</c> or <c>np</c>; null where none applies.</summary>
    public string? PolicyTag { get; init; }

    /// <summary>The record that applies, and what was asked for it; null where there was no domain to ask for.</summary>
    public DmarcDiscoveryResult? Discovery { get; init; }

    /// <summary>What SPF and each signature contributed; empty where no record applies.</summary>
    public IReadOnlyList<DmarcAlignment> Alignments { get; init; } = [];

    /// <summary>The verdict as an <c>Authentication-Results</c> field has it: <c>pass</c>, <c>fail</c>, <c>none</c>, <c>temperror</c> or <c>permerror</c>.</summary>
    public string Word => Verdict switch
    {
        DmarcVerdict.Pass => "pass",
        DmarcVerdict.Fail => "fail",
        DmarcVerdict.TempError => "temperror",
        DmarcVerdict.PermError => "permerror",
        _ => "none",
    };
}
