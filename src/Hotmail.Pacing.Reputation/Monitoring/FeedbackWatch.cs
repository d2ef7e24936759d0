using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Snds;

namespace Hotmail.Pacing.Reputation.Monitoring;

/// <summary>
/// Reads the SNDS data files (<c>data.aspx</c>) that somebody puts into a folder, and says the complaint rate and the filter result of each address on its latest day. A rate that is told as
/// "less than" counts as its lower bound.
/// </summary>
public sealed class FeedbackWatch : IReputationCheck
{
    private const string Observer = "SNDS";

    /// <summary>Microsoft's days are those of the US Pacific coast, whose clock is behind UTC by at least so much at their end.</summary>
    private static readonly TimeSpan DayEnd = TimeSpan.FromHours(24 + 8);

    private readonly ReportFolder _folder;
    private readonly SndsReader _reader = new();

    /// <summary>Watches a folder.</summary>
    /// <param name="folder">The folder; what is in it stays there.</param>
    public FeedbackWatch(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Name = $"SNDS data in {folder}";
        _folder = new ReportFolder(folder);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public ValueTask RunAsync(IReputationSink sink, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sink);
        var days = new List<SndsDay>();
        _folder.ReadNew((stream, name) => days.AddRange(_reader.Read(stream, name, cancellationToken).Days), cancellationToken);
        foreach (var day in days.GroupBy(static day => day.Address).Select(static days => days.MaxBy(static day => day.Date)!))
        {
            // A day counts from its end on: seen late, it is no younger for it.
            var at = new DateTimeOffset(day.Date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) + DayEnd;
            if (day.ComplaintRate is { } rate)
            {
                sink.Observe(new ComplaintObservation { At = at, ObservedBy = Observer, Address = day.Address, Rate = rate.Lower });
            }

            if (day.FilterResult is { } verdict)
            {
                sink.Observe(new FilterObservation { At = at, ObservedBy = Observer, Address = day.Address, Verdict = verdict });
            }
        }

        return default;
    }
}
