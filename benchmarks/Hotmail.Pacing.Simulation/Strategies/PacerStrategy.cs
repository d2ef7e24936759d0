using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>
/// The product: its path controller, gate, ready order, classifier, judge and retry scheduler, with the shipped <c>microsoft-consumer</c> profile, maximum 150. The queue's
/// maximum age is the scenario's, and a source counts as new where the scenario has <c>trust</c>: both are things that a user knows.
/// </summary>
internal sealed class PacerStrategy : ISendingStrategy
{
    private PacerReplies? _replies;

    public string Name => "pacer";

    public bool IsFaultless => false;

    public PathSender Create(World world, int path) => new PacerSender(world, path, _replies ??= new PacerReplies(world.Scenario));
}
