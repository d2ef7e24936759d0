namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>Sums over records. All but <see cref="Records"/> are in messages, and stay at <see cref="long.MaxValue"/> where a hostile report would overflow them.</summary>
public sealed class DmarcTotals
{
    /// <summary>How many records.</summary>
    public long Records { get; private set; }

    /// <summary>How many messages.</summary>
    public long Messages { get; private set; }

    /// <summary>Messages whose SPF passed, for whatever domain.</summary>
    public long SpfPassed { get; private set; }

    /// <summary>Messages with a DKIM signature that passed, of whatever domain.</summary>
    public long DkimPassed { get; private set; }

    /// <summary>Messages whose SPF passed and was aligned, by the report's <c>policy_evaluated</c>.</summary>
    public long SpfAligned { get; private set; }

    /// <summary>Messages whose DKIM passed and was aligned, by the report's <c>policy_evaluated</c>.</summary>
    public long DkimAligned { get; private set; }

    /// <summary>Messages that passed DMARC: one of the two was aligned.</summary>
    public long DmarcPassed { get; private set; }

    /// <summary>Messages the receiver put into quarantine.</summary>
    public long Quarantined { get; private set; }

    /// <summary>Messages the receiver refused.</summary>
    public long Rejected { get; private set; }

    /// <summary>Messages that failed DMARC although SPF passed: for a domain that is not aligned.</summary>
    public long SpfMisaligned { get; private set; }

    /// <summary>Messages that failed DMARC although a DKIM signature passed: of a domain that is not aligned.</summary>
    public long DkimMisaligned { get; private set; }

    /// <summary>Messages with a DKIM signature, whether it passed or not.</summary>
    public long DkimSigned { get; private set; }

    /// <summary>Messages that passed DMARC by DKIM, while SPF passed for no domain at all: as forwarded mail does.</summary>
    public long DkimAlone { get; private set; }

    /// <summary>Messages that failed DMARC.</summary>
    public long DmarcFailed => Messages - DmarcPassed;

    /// <summary>The share (0 to 1) of messages whose SPF passed, or null where there is no message.</summary>
    public double? SpfPassRate => Share(SpfPassed);

    /// <summary>The share (0 to 1) of messages with a DKIM signature that passed, or null where there is no message.</summary>
    public double? DkimPassRate => Share(DkimPassed);

    /// <summary>The share (0 to 1) of messages whose SPF was aligned, or null where there is no message.</summary>
    public double? SpfAlignedRate => Share(SpfAligned);

    /// <summary>The share (0 to 1) of messages whose DKIM was aligned, or null where there is no message.</summary>
    public double? DkimAlignedRate => Share(DkimAligned);

    /// <summary>The share (0 to 1) of messages that passed DMARC, or null where there is no message.</summary>
    public double? DmarcPassRate => Share(DmarcPassed);

    internal void Add(in DmarcRecord record)
    {
        long messages = record.Messages;
        Records++;
        Messages = Sum(Messages, messages);
        SpfPassed = Sum(SpfPassed, record.SpfPassed ? messages : 0);
        DkimPassed = Sum(DkimPassed, record.DkimPassed ? messages : 0);
        SpfAligned = Sum(SpfAligned, record.SpfAligned ? messages : 0);
        DkimAligned = Sum(DkimAligned, record.DkimAligned ? messages : 0);
        DmarcPassed = Sum(DmarcPassed, record.DmarcPassed ? messages : 0);
        Quarantined = Sum(Quarantined, record.Disposition == DmarcDisposition.Quarantine ? messages : 0);
        Rejected = Sum(Rejected, record.Disposition == DmarcDisposition.Reject ? messages : 0);
        SpfMisaligned = Sum(SpfMisaligned, record.SpfPassed && !record.DmarcPassed ? messages : 0);
        DkimMisaligned = Sum(DkimMisaligned, record.DkimPassed && !record.DmarcPassed ? messages : 0);
        DkimSigned = Sum(DkimSigned, record.DkimSigned ? messages : 0);
        DkimAlone = Sum(DkimAlone, record.DkimAligned && !record.SpfAligned && !record.SpfPassed ? messages : 0);
    }

    internal void Add(DmarcTotals other)
    {
        Records = Sum(Records, other.Records);
        Messages = Sum(Messages, other.Messages);
        SpfPassed = Sum(SpfPassed, other.SpfPassed);
        DkimPassed = Sum(DkimPassed, other.DkimPassed);
        SpfAligned = Sum(SpfAligned, other.SpfAligned);
        DkimAligned = Sum(DkimAligned, other.DkimAligned);
        DmarcPassed = Sum(DmarcPassed, other.DmarcPassed);
        Quarantined = Sum(Quarantined, other.Quarantined);
        Rejected = Sum(Rejected, other.Rejected);
        SpfMisaligned = Sum(SpfMisaligned, other.SpfMisaligned);
        DkimMisaligned = Sum(DkimMisaligned, other.DkimMisaligned);
        DkimSigned = Sum(DkimSigned, other.DkimSigned);
        DkimAlone = Sum(DkimAlone, other.DkimAlone);
    }

    /// <summary>Both are not negative.</summary>
    private static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    private double? Share(long part) => Messages == 0 ? null : (double)part / Messages;
}
