using System.Globalization;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Telemetry;

/// <summary>Reads a report as an experienced sender would. Pure.</summary>
internal static class DeliveryAdviser
{
    // What a receiver answers when it does not yet trust a sender; a full mailbox or a failing server says nothing of the sender.
    private static readonly ReplyClass[] Distrust =
        [ReplyClass.ConnectionLimit, ReplyClass.RateLimit, ReplyClass.ReputationThrottle, ReplyClass.Greylist];

    /// <summary>The situations that hold, the most urgent first; none where the evidence is thin.</summary>
    /// <param name="report">The report.</param>
    /// <param name="isNewSource">Whether an egress source is marked as new.</param>
    /// <param name="restriction">Why a path is restricted: that is named with the situation, for it may be its cause.</param>
    /// <param name="thresholds">From when on a situation holds.</param>
    public static IReadOnlyList<Advice> Advise(DeliveryReport report, Func<string, bool> isNewSource, Func<EgressPath, string?> restriction, AdviserThresholds thresholds)
    {
        var advice = new List<Advice>();
        foreach (var (path, counts) in report.Paths)
        {
            AddIfAny(advice, Rejected(
                thresholds, path, counts, AdviceSituation.ReputationBlock, ReplyClass.ReputationBlock, "were refused for the source's reputation",
                "The receiver blocks this address or domain: more attempts make it worse.",
                "Leave the path paused, find the block named in the replies, end its cause and ask the receiver (at Microsoft: SNDS and the sender support form) for removal."));
            AddIfAny(advice, Rejected(
                thresholds, path, counts, AdviceSituation.AuthenticationFailure, ReplyClass.AuthenticationFailure, "failed the receiver's authentication checks",
                "SPF, DKIM or DMARC does not pass for the sender's domain, or the source has no matching PTR record.",
                "Fix SPF, DKIM and DMARC for the sending domain, then the PTR record of the source, before sending more."));
            AddIfAny(advice, Burst(thresholds, path, counts));
            if (isNewSource(path.Source))
            {
                AddIfAny(advice, Weak(thresholds, path, counts));
            }

            AddIfAny(advice, Dormant(thresholds, path, counts, report));
            AddIfAny(advice, PileUp(thresholds, path, counts));
        }

        return [.. advice.OrderBy(item => item.Situation).Select(item => restriction(item.Path) is { } reason ? While(item, reason) : item)];
    }

    /// <summary>Names the signals that came with the situation.</summary>
    private static Advice While(Advice advice, string reason) => advice with
    {
        Evidence = $"{advice.Evidence.TrimEnd('.')} while {reason}.",
        FirstAction = $"{advice.FirstAction} And end what costs the source trust: {reason}.",
    };

    private static void AddIfAny(List<Advice> advice, Advice? item)
    {
        if (item is not null)
        {
            advice.Add(item);
        }
    }

    private static Advice? Rejected(
        AdviserThresholds thresholds, EgressPath path, DeliveryCounts counts, AdviceSituation situation, ReplyClass replyClass, string what, string cause, string action)
    {
        var rejections = counts.Classes.GetValueOrDefault(replyClass);
        return rejections < thresholds.MinRejections || rejections < thresholds.MinRejectionShare * counts.Attempts
            ? null
            : new Advice(situation, path, null, Text($"{rejections} of {counts.Attempts} attempts {what}."), cause, action);
    }

    private static Advice? Burst(AdviserThresholds thresholds, EgressPath path, DeliveryCounts counts) =>
        counts.PeakConnectionLimits < thresholds.MinBurst
            ? null
            : new Advice(
                AdviceSituation.ConnectionLimitBurst, path, null,
                Text($"{counts.PeakConnectionLimits} of {counts.PeakAttempts} attempts within one minute met the connection limit."),
                "Too much concurrency: more connections than the receiver allows now, perhaps from other senders behind the same address.",
                "Lower the connections: set a lower StartConnections and MaxParallelConnections, and see that nothing else sends from this address.");

    private static Advice? Weak(AdviserThresholds thresholds, EgressPath path, DeliveryCounts counts)
    {
        var deferred = Distrust.Sum(item => counts.Classes.GetValueOrDefault(item));
        return counts.Attempts < thresholds.MinNewSourceAttempts || deferred < thresholds.MinNewSourceDeferralRatio * counts.Attempts
            ? null
            : new Advice(
                AdviceSituation.WeakHistory, path, null,
                Text($"{deferred} of {counts.Attempts} attempts ({Percent(deferred, counts.Attempts)}) from the new source {path.Source} were held back."),
                "The source has too little history with the receiver to be trusted with this volume.",
                "Warm up more slowly: fewer messages a day, engaged recipients only, and raise the volume when deferrals have ended.");
    }

    private static Advice? Dormant(AdviserThresholds thresholds, EgressPath path, DeliveryCounts counts, DeliveryReport report)
    {
        if (!HasDormantTrouble(thresholds, counts))
        {
            return null;
        }

        var dormant = counts.Engagements[Engagement.Dormant];
        var deferred = Deferred(counts);
        var campaign = report.Campaigns
            .Where(item => item.Key != DeliveryReport.Others && HasDormantTrouble(thresholds, item.Value))
            .OrderByDescending(item => item.Value.Engagements[Engagement.Dormant].Deferred)
            .Select(item => item.Key)
            .FirstOrDefault();
        return new Advice(
            AdviceSituation.ListQuality, path, campaign,
            Text($"{dormant.Deferred} of {deferred} deferred attempts were to dormant recipients, of whose {dormant.Attempts} attempts {Percent(dormant.Deferred, dormant.Attempts)} were deferred."),
            "List quality: the receiver sees mail to people who have not read it for long.",
            "Send to engaged recipients first and hold the dormant ones back; then thin them out.");
    }

    private static bool HasDormantTrouble(AdviserThresholds thresholds, DeliveryCounts counts)
    {
        var dormant = counts.Engagements.GetValueOrDefault(Engagement.Dormant);
        var deferred = Deferred(counts);
        var otherAttempts = counts.Engagements.Values.Sum(item => item.Attempts) - dormant.Attempts;
        var otherRatio = otherAttempts == 0 ? 0 : (double)(deferred - dormant.Deferred) / otherAttempts;
        return dormant.Deferred >= thresholds.MinDormantDeferrals
            && dormant.Deferred >= thresholds.MinDormantShare * deferred
            && dormant.Deferred >= thresholds.MinDormantDeferralRatio * dormant.Attempts
            && dormant.Deferred >= thresholds.MinDormantFactor * otherRatio * dormant.Attempts;
    }

    private static Advice? PileUp(AdviserThresholds thresholds, EgressPath path, DeliveryCounts counts)
    {
        var attempts = counts.RetryAges.Values.Sum(item => item.Attempts);
        var retries = attempts - counts.RetryAges.GetValueOrDefault(RetryAge.FirstAttempt).Attempts;
        var deferred = Deferred(counts) - counts.RetryAges.GetValueOrDefault(RetryAge.FirstAttempt).Deferred;
        var old = counts.RetryAges.GetValueOrDefault(RetryAge.Under24Hours).Attempts + counts.RetryAges.GetValueOrDefault(RetryAge.Older).Attempts;
        return retries < thresholds.MinRetries || retries < thresholds.MinRetryShare * attempts || deferred < thresholds.MinRetryDeferralRatio * retries
            ? null
            : new Advice(
                AdviceSituation.RetryPileUp, path, null,
                Text($"{retries} of {attempts} attempts were retries; {deferred} of them were deferred again, and {old} were of messages older than 6 hours."),
                "The backoff is too short or too regular: retries come back before the receiver has room for them.",
                "Use more jitter and a longer backoff: raise InitialRetryDelay and RetryJitterMax.");
    }

    // Without refused connections, as in the counts by age and engagement.
    private static int Deferred(DeliveryCounts counts) => counts.RetryAges.Values.Sum(item => item.Deferred);

    private static string Percent(int part, int whole) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:F0}%");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
