using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Telemetry;

/// <summary>What the report counts of one attempt.</summary>
internal readonly record struct ReportSample(
    Permanence Verdict, ReplyClass Class, bool Refused, int Accepted, Engagement Engagement, RetryAge Age)
{
    public static ReportSample Of(AttemptRecord record)
    {
        var accepted = 0;
        for (var at = 0; at < record.Recipients.Count; at++)
        {
            accepted += record.Recipients[at].Status == RecipientStatus.Delivered ? 1 : 0;
        }

        return new ReportSample(
            record.Classification.Permanence, record.Classification.Class, record.ConnectionRefused, accepted, record.Engagement,
            AgeOf(record.Attempt, record.MessageAge));
    }

    public static RetryAge AgeOf(int attempt, TimeSpan messageAge) => attempt <= 1
        ? RetryAge.FirstAttempt
        : messageAge.TotalHours switch
        {
            < 0.5 => RetryAge.Under30Minutes,
            < 2 => RetryAge.Under2Hours,
            < 6 => RetryAge.Under6Hours,
            < 24 => RetryAge.Under24Hours,
            _ => RetryAge.Older,
        };
}
