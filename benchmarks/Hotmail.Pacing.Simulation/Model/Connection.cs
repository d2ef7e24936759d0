namespace Hotmail.Pacing.Simulation.Model;

/// <summary>Where a connection stands.</summary>
internal enum ConnectionStep : byte
{
    /// <summary>On its way to the receiver.</summary>
    Arriving,

    /// <summary>Refused; the sender does not know yet.</summary>
    Refusing,

    /// <summary>Accepted; the session is being opened.</summary>
    Opening,

    /// <summary>The first MAIL FROM is on its way.</summary>
    Confirming,

    /// <summary>A message is being sent.</summary>
    Sending,

    /// <summary>Open, and told to do nothing for a while.</summary>
    Holding,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>One connection. Used again for another one when it is closed.</summary>
internal sealed class Connection(int agent)
{
    public readonly int Agent = agent;

    /// <summary>The message that it carries, or waits to carry. The strategy sets it.</summary>
    public Mail Mail;

    public ConnectionStep Step = ConnectionStep.Closed;

    /// <summary>Which of the connections that used this object it is.</summary>
    public int Generation;

    /// <summary>When it was begun.</summary>
    public long OpenedAt;

    /// <summary>How long opening its session takes.</summary>
    public long Connecting;

    /// <summary>How long its present message takes.</summary>
    public long Sending;

    /// <summary>The messages tried on it.</summary>
    public int Messages;

    /// <summary>Whether the receiver counts it as open.</summary>
    public bool Accepted;

    /// <summary>Whether its first MAIL FROM was accepted.</summary>
    public bool Confirmed;

    /// <summary>Whose it is.</summary>
    public required PathSender Owner;

    /// <summary>The strategy's own.</summary>
    public object? Tag;
}
