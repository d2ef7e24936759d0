namespace Hotmail.Pacing.Reputation.Dmarc;

/// <summary>Sums over records. All but <see cref="Records"/> are in messages, and stay at <see cref="long.MaxValue"/> where a hostile report would overflow them.</summary>
public sealed class DmarcTotals
{
    private long _records;
    private long _messages;
    private long _spfPassed;
    private long _dkimPassed;
    private long _spfAligned;
    private long _dkimAligned;
    private long _dmarcPassed;
    private long _quarantined;
    private long _rejected;
    private long _spfMisaligned;
    private long _dkimMisaligned;
    private long _dkimSigned;
    private long _dkimAlone;

    /// <summary>How many records.</summary>
    public long Records
    {
        get => _records;
        init => _records = value;
    }

    /// <summary>How many messages.</summary>
    public long Messages
    {
        get => _messages;
        init => _messages = value;
    }

    /// <summary>Messages whose SPF passed, for whatever domain.</summary>
    public long SpfPassed
    {
        get => _spfPassed;
        init => _spfPassed = value;
    }

    /// <summary>Messages with a DKIM signature that passed, of whatever domain.</summary>
    public long DkimPassed
    {
        get => _dkimPassed;
        init => _dkimPassed = value;
    }

    /// <summary>Messages whose SPF passed and was aligned, by the report's <c>policy_evaluated</c>.</summary>
    public long SpfAligned
    {
        get => _spfAligned;
        init => _spfAligned = value;
    }

    /// <summary>Messages whose DKIM passed and was aligned, by the report's <c>policy_evaluated</c>.</summary>
    public long DkimAligned
    {
        get => _dkimAligned;
        init => _dkimAligned = value;
    }

    /// <summary>Messages that passed DMARC: one of the two was aligned.</summary>
    public long DmarcPassed
    {
        get => _dmarcPassed;
        init => _dmarcPassed = value;
    }

    /// <summary>Messages the receiver put into quarantine.</summary>
    public long Quarantined
    {
        get => _quarantined;
        init => _quarantined = value;
    }

    /// <summary>Messages the receiver refused.</summary>
    public long Rejected
    {
        get => _rejected;
        init => _rejected = value;
    }

    /// <summary>Messages that failed DMARC although SPF passed: for a domain that is not aligned.</summary>
    public long SpfMisaligned
    {
        get => _spfMisaligned;
        init => _spfMisaligned = value;
    }

    /// <summary>Messages that failed DMARC although a DKIM signature passed: of a domain that is not aligned.</summary>
    public long DkimMisaligned
    {
        get => _dkimMisaligned;
        init => _dkimMisaligned = value;
    }

    /// <summary>Messages with a DKIM signature, whether it passed or not.</summary>
    public long DkimSigned
    {
        get => _dkimSigned;
        init => _dkimSigned = value;
    }

    /// <summary>Messages that passed DMARC by DKIM, while SPF passed for no domain at all: as forwarded mail does.</summary>
    public long DkimAlone
    {
        get => _dkimAlone;
        init => _dkimAlone = value;
    }

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
        _records++;
        _messages = Sum(_messages, messages);
        _spfPassed = Sum(_spfPassed, record.SpfPassed ? messages : 0);
        _dkimPassed = Sum(_dkimPassed, record.DkimPassed ? messages : 0);
        _spfAligned = Sum(_spfAligned, record.SpfAligned ? messages : 0);
        _dkimAligned = Sum(_dkimAligned, record.DkimAligned ? messages : 0);
        _dmarcPassed = Sum(_dmarcPassed, record.DmarcPassed ? messages : 0);
        _quarantined = Sum(_quarantined, record.Disposition == DmarcDisposition.Quarantine ? messages : 0);
        _rejected = Sum(_rejected, record.Disposition == DmarcDisposition.Reject ? messages : 0);
        _spfMisaligned = Sum(_spfMisaligned, record.SpfPassed && !record.DmarcPassed ? messages : 0);
        _dkimMisaligned = Sum(_dkimMisaligned, record.DkimPassed && !record.DmarcPassed ? messages : 0);
        _dkimSigned = Sum(_dkimSigned, record.DkimSigned ? messages : 0);
        _dkimAlone = Sum(_dkimAlone, record.DkimAligned && !record.SpfAligned && !record.SpfPassed ? messages : 0);
    }

    internal void Add(DmarcTotals other)
    {
        _records = Sum(_records, other.Records);
        _messages = Sum(_messages, other.Messages);
        _spfPassed = Sum(_spfPassed, other.SpfPassed);
        _dkimPassed = Sum(_dkimPassed, other.DkimPassed);
        _spfAligned = Sum(_spfAligned, other.SpfAligned);
        _dkimAligned = Sum(_dkimAligned, other.DkimAligned);
        _dmarcPassed = Sum(_dmarcPassed, other.DmarcPassed);
        _quarantined = Sum(_quarantined, other.Quarantined);
        _rejected = Sum(_rejected, other.Rejected);
        _spfMisaligned = Sum(_spfMisaligned, other.SpfMisaligned);
        _dkimMisaligned = Sum(_dkimMisaligned, other.DkimMisaligned);
        _dkimSigned = Sum(_dkimSigned, other.DkimSigned);
        _dkimAlone = Sum(_dkimAlone, other.DkimAlone);
    }

    /// <summary>Both are not negative.</summary>
    private static long Sum(long one, long other) => one > long.MaxValue - other ? long.MaxValue : one + other;

    private double? Share(long part) => Messages == 0 ? null : (double)part / Messages;
}
