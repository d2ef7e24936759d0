namespace Hotmail.Pacing.Control;

/// <summary>The most messages on one connection: as configured, or what a receiver was seen to allow, until that is forgotten.</summary>
internal sealed class MessageCap(ControlLimits limits)
{
    public ControlLimits Limits { get; set; } = limits;

    /// <summary>What the receiver was seen to allow; 0 when nothing was.</summary>
    public int Learned { get; private set; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset? LearnedAt { get; private set; }

    public int Value => Learned > 0 ? Math.Min(Learned, Limits.MaxMessagesPerConnection) : Limits.MaxMessagesPerConnection;

    /// <summary>The receiver took so many on a connection and no more.</summary>
    /// <returns>Whether the cap is lower now.</returns>
    public bool Lower(DateTimeOffset now, int worked)
    {
        LearnedAt = now;
        var before = Value;
        Learned = Math.Max(1, Math.Min(before, worked));
        return Learned < before;
    }

    /// <summary>Forgets what was learned long ago.</summary>
    /// <returns>Whether the cap is another now.</returns>
    public bool Fade(DateTimeOffset now)
    {
        if (Learned == 0 || now - LearnedAt < Limits.Settings.Memory)
        {
            return false;
        }

        (Learned, LearnedAt) = (0, null);
        return true;
    }

    public void Load(PathState state) => (Learned, LearnedAt) = (state.MessagesPerConnection, state.MessageCapAt ?? (state.MessagesPerConnection > 0 ? state.SavedAt : null));
}
