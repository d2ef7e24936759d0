
namespace Hotmail.Pacing.Simulation.Model;

/// <summary>What a run came to, as it goes: totals, ages, and a few numbers for every minute.</summary>
internal sealed class Statistics(TimeSpan duration)
{
    private readonly AgeHistogram[] _ages = [new(), new(), new()];

    public long Delivered { get; private set; }

    /// <summary>The messages whose time was over, or that the strategy gave up.</summary>
    public long Expired { get; set; }

    /// <summary>The messages that failed for good.</summary>
    public long Failed { get; set; }

    public int[] DeliveredByMinute { get; } = new int[MinutesOf(duration)];

    public int[] RefusedByMinute { get; } = new int[MinutesOf(duration)];

    /// <summary>The receiver's cap at the beginning of each minute, over all sources.</summary>
    public int[] CapByMinute { get; } = new int[MinutesOf(duration)];

    public int[] OpenByMinute { get; } = new int[MinutesOf(duration)];

    /// <summary>The strategy's own limit; -1 where it keeps none.</summary>
    public int[] CeilingByMinute { get; } = new int[MinutesOf(duration)];

    public void Deliver(long now, in Mail mail)
    {
        Delivered++;
        DeliveredByMinute[now / TimeSpan.TicksPerMinute]++;
        _ages[(int)mail.Engagement].Add(now - mail.AcceptedAt);
    }

    public void Refuse(long now) => RefusedByMinute[now / TimeSpan.TicksPerMinute]++;

    /// <summary>Notes how things stand at the beginning of a minute, over all sources and senders.</summary>
    public void Sample(long now, IReadOnlyList<Receiver> receivers, IReadOnlyList<PathSender> senders)
    {
        var minute = now / TimeSpan.TicksPerMinute;
        CapByMinute[minute] = receivers.Sum(receiver => receiver.CapAt(now));
        OpenByMinute[minute] = receivers.Sum(receiver => receiver.Open);
        CeilingByMinute[minute] = senders.All(sender => sender.Ceiling is null) ? -1 : senders.Sum(sender => sender.Ceiling ?? 0);
    }

    /// <summary>The age at delivery, in seconds, that a share of the messages to such recipients did not exceed.</summary>
    public double? Age(Engagement engagement, double share) => _ages[(int)engagement].Quantile(share);

    private static int MinutesOf(TimeSpan duration) => (int)Math.Ceiling(duration.TotalMinutes);
}
