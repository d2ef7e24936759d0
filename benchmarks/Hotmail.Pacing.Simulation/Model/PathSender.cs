using Hotmail.Pacing.Simulation.Scenarios;

namespace Hotmail.Pacing.Simulation.Model;

/// <summary>
/// One sender's mail on one source: what a strategy decides. The world calls it when something happened; it answers by <see cref="World.Open"/>, <see cref="World.Send"/>,
/// <see cref="World.Hold"/>, <see cref="World.Close"/> and <see cref="World.SetAlarm"/>. Everything that it knows it knows from these calls.
/// </summary>
/// <param name="world">The world.</param>
/// <param name="path">Which of the sender × source pairs it is.</param>
internal abstract class PathSender(World world, int path)
{
    public World World { get; } = world;

    public int Path { get; } = path;

    /// <summary>The source that it sends from.</summary>
    public int Source { get; } = path % world.Scenario.Sources;

    protected Scenario Scenario => World.Scenario;

    protected long Now => World.Now;

    /// <summary>The limit of connections that it keeps at present, for the pictures; <see langword="null"/> when it keeps none.</summary>
    public virtual int? Ceiling => null;

    /// <summary>How often it paused by itself.</summary>
    public virtual int Pauses => 0;

    /// <summary>A bucket's mail has arrived.</summary>
    public abstract void OnArrival();

    /// <summary>The alarm that it set.</summary>
    public abstract void OnAlarm();

    /// <summary>A connection's session is open: it was greeted. Send its message.</summary>
    public abstract void OnOpened(Connection connection);

    /// <summary>A connection's first MAIL FROM was accepted; its message goes on by itself.</summary>
    public virtual void OnConfirmed(Connection connection)
    {
    }

    /// <summary>A connection was refused, at <see cref="ReceiverScenario.RefuseAt"/>. It is closed; its message is the strategy's again.</summary>
    public abstract void OnRefused(Connection connection);

    /// <summary>A message was tried. Send the next, hold the connection or close it; after <see cref="Outcome.TooManyMessages"/> the receiver closes it.</summary>
    public abstract void OnTried(Connection connection, Outcome outcome);

    /// <summary>The time for which a connection was held is over.</summary>
    public virtual void OnHeld(Connection connection) => World.Close(connection);

    /// <summary>The run ends: messages past their time are counted as expired.</summary>
    public abstract void OnEnd();
}
