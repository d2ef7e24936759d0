using System.Runtime.InteropServices;

namespace Hotmail.Pacing.Queues;

/// <summary>What deliveries of one sender and campaign share.</summary>
internal sealed class QueuedOrigin(string sender, string? campaign)
{
    public string Sender { get; } = sender;

    public string? Campaign { get; } = campaign;

    /// <summary>The deliveries in the queue that use it.</summary>
    public int Uses { get; private set; }

    /// <summary>Counts one more use of a sender and campaign.</summary>
    public static QueuedOrigin Use(Dictionary<(string Sender, string? Campaign), QueuedOrigin> origins, string sender, string? campaign)
    {
        ref QueuedOrigin? origin = ref CollectionsMarshal.GetValueRefOrAddDefault(origins, (sender, campaign), out _);
        origin ??= new QueuedOrigin(sender, campaign);
        origin.Uses++;
        return origin;
    }

    /// <summary>Ends one use; the last one forgets it.</summary>
    public void EndUse(Dictionary<(string Sender, string? Campaign), QueuedOrigin> origins)
    {
        if (--Uses == 0)
        {
            origins.Remove((Sender, Campaign));
        }
    }
}
