using System.Runtime.InteropServices;
using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Sqlite.Storage;

/// <summary>A row of the table of deliveries.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Part">How far it is from its message's number.</param>
/// <param name="Lane">Its lane's number.</param>
/// <param name="Campaign">Its campaign's number; 0 for none.</param>
/// <param name="Kind">Priority and engagement.</param>
/// <param name="AcceptedAt">In UTC ticks, as the other times.</param>
/// <param name="DueAt">When it may be tried.</param>
/// <param name="ExpiresAt">When its time is over.</param>
/// <param name="Attempts">Attempts that were used up.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DeliveryRow(
    long Number, long Part, long Lane, long Campaign, long Kind, long AcceptedAt, long DueAt, long ExpiresAt, long Attempts)
{
    private const int Engagements = 4;

    public MessagePriority Priority => (MessagePriority)(Kind / Engagements);

    public Engagement Engagement => (Engagement)(Kind % Engagements);

    public uint Crc => Checksum.New.Add(Number).Add(Part).Add(Lane).Add(Campaign).Add(Kind).Add(AcceptedAt).Add(DueAt).Add(ExpiresAt).Add(Attempts).Value;

    public static long KindOf(IndexedDelivery delivery) => ((long)delivery.Priority * Engagements) + (long)delivery.Engagement;
}
