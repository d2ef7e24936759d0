using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>A way to pace outgoing mail: makes a <see cref="PathSender"/> for every sender × source pair of a run. One instance serves one run.</summary>
internal interface ISendingStrategy
{
    /// <summary>Its name on the command line and in the results.</summary>
    string Name { get; }

    /// <summary>Whether the receiver never refuses it, and senders need not be told apart. The oracle's.</summary>
    bool IsFaultless { get; }

    PathSender Create(World world, int path);
}
