namespace Hotmail.Pacing.Control;

/// <content>What outlasts a restart.</content>
public sealed partial class PathController
{
    /// <summary>What a restart must not forget.</summary>
    /// <param name="now">The time.</param>
    public PathState Save(DateTimeOffset now)
    {
        var state = _pause.Save(_ceiling.Save(new PathState { SavedAt = now }));
        return state with
        {
            MessagesPerConnection = _messageCap.Learned,
            MessageCapAt = _messageCap.LearnedAt,
            OpeningInterval = OpeningInterval,
            MessageInterval = MessageInterval,
            ManualCeiling = _manualCeiling,
            NoOpeningBefore = _openings.NotBefore > now ? _openings.NotBefore : null,
            RefusalRun = _openings.Run,
            DormantHeldUntil = _dormantHeldUntil > now ? _dormantHeldUntil : null,
        };
    }

    private void Load(PathState saved)
    {
        _ceiling.Load(saved, _now);
        _openings.Load(saved, _now);
        _pause.Load(saved);
        _messages.Load(saved, _now);
        _messageCap.Load(saved);
        _manualCeiling = saved.ManualCeiling is { } manual ? Math.Max(1, manual) : null;
        _dormantHeldUntil = saved.DormantHeldUntil ?? DateTimeOffset.MinValue;
    }
}
