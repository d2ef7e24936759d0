using Hotmail.Pacing.Reputation.Records;

namespace Hotmail.Pacing.Reputation.Dmarc.Policy.Records;

/// <summary>A DMARC policy record, taken apart by RFC 9989, with the tags of RFC 7489 that it removed. Immutable.</summary>
public sealed class DmarcPolicyRecord
{
    /// <summary>What the first tag must say.</summary>
    internal const string Version = "DMARC1";

    private DmarcPolicyRecord(string text, TagList tags)
    {
        var reader = new DmarcTagReader(tags);
        (Text, Tags, UnknownTags) = (text, tags, reader.UnknownTags);
        Policy = reader.ReadPolicy("p");
        SubdomainPolicy = reader.ReadPolicy("sp");
        NonexistentPolicy = reader.ReadPolicy("np");
        DkimAlignment = reader.ReadWord("adkim", ('r', DmarcAlignmentMode.Relaxed), ('s', DmarcAlignmentMode.Strict));
        SpfAlignment = reader.ReadWord("aspf", ('r', DmarcAlignmentMode.Relaxed), ('s', DmarcAlignmentMode.Strict));
        PublicSuffix = reader.ReadWord("psd", ('u', DmarcPublicSuffix.Unsaid), ('y', DmarcPublicSuffix.Yes), ('n', DmarcPublicSuffix.No));
        IsTest = reader.ReadWord("t", ('n', false), ('y', true));
        AggregateReports = reader.ReadAddresses("rua");
        FailureReports = reader.ReadAddresses("ruf");
        FailureOptions = reader.ReadFailureOptions(tags.Find("ruf") is not null);
        Percentage = reader.ReadPercentage();
        reader.NoteRemoved();
        reader.NoteOrder();
        HasValidPolicy = Policy is not null && !reader.HasWrongPolicy;
        (Errors, Notices) = (reader.Errors, reader.Notices);
    }

    /// <summary>The record as it was published.</summary>
    public string Text { get; }

    /// <summary>The policy for the domain itself (<c>p</c>); null where the record has none, or a wrong one.</summary>
    public DmarcPolicy? Policy { get; }

    /// <summary>The policy for subdomains (<c>sp</c>); null where the record has none, or a wrong one: then <see cref="Policy"/> goes for them.</summary>
    public DmarcPolicy? SubdomainPolicy { get; }

    /// <summary>The policy for subdomains that do not exist (<c>np</c>); null where the record has none, or a wrong one: then they are as other subdomains.</summary>
    public DmarcPolicy? NonexistentPolicy { get; }

    /// <summary>When a DKIM signature counts (<c>adkim</c>).</summary>
    public DmarcAlignmentMode DkimAlignment { get; }

    /// <summary>When an SPF pass counts (<c>aspf</c>).</summary>
    public DmarcAlignmentMode SpfAlignment { get; }

    /// <summary>Whether the domain says that it is a public suffix (<c>psd</c>).</summary>
    public DmarcPublicSuffix PublicSuffix { get; }

    /// <summary>Whether the policy is only tried out (<c>t=y</c>): receivers apply the next weaker one.</summary>
    public bool IsTest { get; }

    /// <summary>Where aggregate reports are wanted (<c>rua</c>); those that can be understood.</summary>
    public IReadOnlyList<DmarcReportAddress> AggregateReports { get; }

    /// <summary>Where reports of single failures are wanted (<c>ruf</c>); those that can be understood.</summary>
    public IReadOnlyList<DmarcReportAddress> FailureReports { get; }

    /// <summary>Of which failures reports are wanted (<c>fo</c>), such as <c>1:d:s</c>.</summary>
    public string FailureOptions { get; }

    /// <summary>To how many of a hundred messages that fail the policy is applied (<c>pct</c>), where the record has the tag. RFC 9989 has removed it; receivers that read by RFC 7489 go by it.</summary>
    public int? Percentage { get; }

    /// <summary>Whether <c>p</c> is there and right, and <c>sp</c> and <c>np</c> are right where they are there.</summary>
    public bool HasValidPolicy { get; }

    /// <summary>
    /// Whether receivers use the record. One without a valid policy is taken as <c>p=none</c> where it asks for reports, and as no record at all where it does not (RFC 9989 §4.10.1).
    /// </summary>
    public bool IsUsable => HasValidPolicy || AggregateReports.Count > 0;

    /// <summary>What RFC 9989 does not allow, in the record's order. Receivers pass over it, and take what the tag means by default.</summary>
    public IReadOnlyList<RecordRemark> Errors { get; }

    /// <summary>What is allowed and has no effect, or not everywhere, in the record's order: unknown tags, tags that RFC 9989 removed.</summary>
    public IReadOnlyList<RecordRemark> Notices { get; }

    /// <summary>The tags.</summary>
    internal TagList Tags { get; }

    /// <summary>Those that DMARC does not know.</summary>
    internal IReadOnlyList<Tag> UnknownTags { get; }

    /// <summary>Whether a TXT record is a DMARC record at all: its first tag is <c>v</c>, and exactly <c>DMARC1</c>.</summary>
    /// <param name="text">The TXT record's text.</param>
    public static bool IsDmarc(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TagList.HasVersion(text, Version);
    }

    /// <summary>Takes a record apart. Never fails: what is wrong is in <see cref="Errors"/>.</summary>
    /// <param name="text">The record. What is no DMARC record has neither a policy nor addresses, and an error.</param>
    public static DmarcPolicyRecord Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new DmarcPolicyRecord(text, IsDmarc(text) ? TagList.Parse(text) : TagList.Broken("The record does not begin with v=DMARC1."));
    }

    /// <summary>The policy as receivers apply it to a domain, before <c>t</c>, with the tag that it comes from.</summary>
    /// <param name="isSubdomain">Whether the domain is below the one that has the record.</param>
    /// <param name="exists">Whether the domain exists.</param>
    internal (DmarcPolicy Policy, string Tag) Choose(bool isSubdomain, bool exists)
    {
        if (!HasValidPolicy)
        {
            return (DmarcPolicy.None, "p");
        }

        return isSubdomain && !exists && NonexistentPolicy is { } nonexistent ? (nonexistent, "np")
            : isSubdomain && SubdomainPolicy is { } subdomain ? (subdomain, "sp")
            : (Policy!.Value, "p");
    }

    /// <inheritdoc/>
    public override string ToString() => Text;
}
