
namespace Hotmail.Pacing.Simulation.Model;

/// <summary>What will become of a message when it is tried.</summary>
internal enum MailKind : byte
{
    /// <summary>It is accepted.</summary>
    Ordinary,

    /// <summary>It is answered 450 once.</summary>
    Greylisted,

    /// <summary>It is always answered 452.</summary>
    MailboxFull,

    /// <summary>It is answered 550.</summary>
    BadMailbox,
}

/// <summary>One message, one recipient. Times are ticks since the start of the run.</summary>
internal struct Mail
{
    public long AcceptedAt;
    public MailKind Kind;
    public Engagement Engagement;

    /// <summary>The index of its domain in <see cref="Model.Domains"/>.</summary>
    public byte Domain;

    /// <summary>The attempts that it has used up.</summary>
    public byte Attempts;
}

/// <summary>What became of one message on an open connection.</summary>
internal enum Outcome : byte
{
    /// <summary>It was accepted.</summary>
    Delivered,

    /// <summary>450.</summary>
    Greylisted,

    /// <summary>452.</summary>
    MailboxFull,

    /// <summary>550.</summary>
    BadMailbox,

    /// <summary>421 in reply to MAIL: the connection has carried as many messages as the receiver takes on one; the receiver closes it.</summary>
    TooManyMessages,
}
