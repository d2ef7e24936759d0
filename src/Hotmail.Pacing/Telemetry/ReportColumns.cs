using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Telemetry;

/// <summary>How one row of counters is laid out.</summary>
internal static class ReportColumns
{
    public const int Attempts = 0;
    public const int Delivered = 1;
    public const int Deferred = 2;
    public const int Failed = 3;
    public const int Refused = 4;
    public const int Accepted = 5;
    private const int Classes = 6;

    public const int ConnectionLimits = Classes + (int)ReplyClass.ConnectionLimit;

    private static readonly int EngagementCount = Enum.GetValues<Engagement>().Length;
    private static readonly int AgeCount = Enum.GetValues<RetryAge>().Length;
    private static readonly int Engagements = Classes + TelemetryNames.ClassCount;
    private static readonly int Ages = Engagements + (2 * EngagementCount);

    /// <summary>The counters of one row.</summary>
    public static readonly int Width = Ages + (2 * AgeCount);

    public static void Add(Span<int> row, in ReportSample sample)
    {
        row[Attempts]++;
        row[Accepted] += sample.Accepted;
        var deferred = sample.Verdict == Permanence.Transient;
        row[sample.Verdict == Permanence.Success ? Delivered : deferred ? Deferred : Failed]++;

        // A host's own classifier may answer a class that is none.
        if ((uint)sample.Class < (uint)TelemetryNames.ClassCount)
        {
            row[Classes + (int)sample.Class]++;
        }

        if (sample.Refused)
        {
            row[Refused]++;
            return;
        }

        AddPair(row, Ages + (2 * (int)sample.Age), deferred);
        if ((uint)sample.Engagement < (uint)EngagementCount)
        {
            AddPair(row, Engagements + (2 * (int)sample.Engagement), deferred);
        }
    }

    /// <summary>The row as a report shows it.</summary>
    public static DeliveryCounts Read(ReadOnlySpan<int> row, double hours, int peakConnectionLimits, int peakAttempts)
    {
        var classes = new Dictionary<ReplyClass, int>();
        for (var at = 0; at < TelemetryNames.ClassCount; at++)
        {
            if (row[Classes + at] > 0)
            {
                classes.Add((ReplyClass)at, row[Classes + at]);
            }
        }

        return new DeliveryCounts
        {
            Attempts = row[Attempts],
            Delivered = row[Delivered],
            Deferred = row[Deferred],
            Failed = row[Failed],
            RefusedConnections = row[Refused],
            AcceptedRecipients = row[Accepted],
            AcceptedPerHour = row[Accepted] / hours,
            Classes = classes,
            Engagements = ReadPairs<Engagement>(row.Slice(Engagements, 2 * EngagementCount)),
            RetryAges = ReadPairs<RetryAge>(row.Slice(Ages, 2 * AgeCount)),
            PeakConnectionLimits = peakConnectionLimits,
            PeakAttempts = peakAttempts,
        };
    }

    private static void AddPair(Span<int> row, int at, bool deferred)
    {
        row[at]++;
        row[at + 1] += deferred ? 1 : 0;
    }

    private static Dictionary<TKey, AttemptCount> ReadPairs<TKey>(ReadOnlySpan<int> pairs)
        where TKey : struct, Enum
    {
        var counts = new Dictionary<TKey, AttemptCount>();
        var keys = Enum.GetValues<TKey>();
        for (var at = 0; at < keys.Length; at++)
        {
            if (pairs[2 * at] > 0)
            {
                counts.Add(keys[at], new AttemptCount(pairs[2 * at], pairs[(2 * at) + 1]));
            }
        }

        return counts;
    }
}
