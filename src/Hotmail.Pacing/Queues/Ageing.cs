namespace Hotmail.Pacing.Queues;

/// <summary>
/// How mail of the lower bands is kept from starving. While something that has spent half of its time in the queue has been ready for longer than <paramref name="Step"/> and is passed over, one take in
/// <paramref name="Share"/> goes to what has been ready longest. A share, and not a rank that rises with age: after a pause of hours, or behind a campaign of a
/// million, all bulk mail is old, and a rank that rises would then put a password reset at the end of the line. Before half of its time is over nothing is in danger
/// of expiring, and the order is what the sender asked for.
/// </summary>
/// <param name="Step">How long a delivery is passed over before ageing helps it.</param>
/// <param name="Share">One take in how many goes to the oldest; at least 1.</param>
internal readonly record struct Ageing(TimeSpan Step, int Share)
{
    /// <summary>After 30 minutes (the first retry delay at Microsoft: what waits longer waits because of the order, not because of the receiver), one take in eight.</summary>
    public static Ageing Default { get; } = new(TimeSpan.FromMinutes(30), 8);
}
