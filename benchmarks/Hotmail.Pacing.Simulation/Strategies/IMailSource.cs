using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>One path's queue, as a <see cref="LimitedSender"/> needs it.</summary>
internal interface IMailSource
{
    /// <summary>Takes the next message that is ready. Expired ones that it meets are counted and gone.</summary>
    bool TryTake(long now, out Mail mail);

    /// <summary>Puts a message back until a time; if it will have expired by then, it is counted and gone.</summary>
    void Defer(in Mail mail, long dueAt);

    /// <summary>When the next message is ready: in the past when one is; <see cref="long.MaxValue"/> when none is there.</summary>
    long NextDue(long now);

    /// <summary>The run ends: counts what is past its time.</summary>
    void End(long now);
}
