namespace Hotmail.Pacing.Control;

/// <summary>How long a path stays at a ceiling that it fell back to.</summary>
public enum CutHold : byte
{
    /// <summary>As long as experience says: <see cref="ControlSettings.Hold"/>, and near a ceiling that failed between
    /// <see cref="ControlSettings.LearnedHoldMin"/> and <see cref="ControlSettings.LearnedHoldMax"/>. The default.</summary>
    Learned = 0,

    /// <summary>A full send cycle, <see cref="ControlSettings.SendCycle"/>, and the learned hold on top.</summary>
    SendCycle,
}
