using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Simulation.Model;

namespace Hotmail.Pacing.Simulation.Strategies;

/// <summary>A message in the product's own order. Used again for another one when it is settled.</summary>
internal sealed class MailEntry : IReadyEntry
{
    private ReadySlot _slot;

    public ref ReadySlot Slot => ref _slot;

    public string Route { get; set; } = "";

    /// <summary>The message, as the world sees it.</summary>
    public Mail Mail;

    /// <summary>The stream that it came from and has not been taken from yet; -1 once it has.</summary>
    public int Stream { get; set; } = -1;
}
