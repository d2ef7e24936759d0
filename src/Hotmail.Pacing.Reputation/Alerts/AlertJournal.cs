using System.Globalization;
using System.Net;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Signals;

namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>Decides from observations whether there is an alert. Plain and synchronous: no clock, the time as an argument. Not thread-safe.</summary>
internal sealed class AlertJournal(AlertOptions options)
{
    private readonly Dictionary<(AlertKind Kind, string Subject), AlertCondition> _conditions = [];
    private readonly Dictionary<(string Domain, IPAddress Address), SourceHistory> _sources = [];
    private DateTimeOffset _sweptAt = DateTimeOffset.MinValue;

    /// <summary>The conditions and sources that are remembered.</summary>
    public (int Conditions, int Sources) Count => (_conditions.Count, _sources.Count);

    /// <summary>Takes an observation.</summary>
    /// <returns>The alerts that it gives: none, one, or for a source two.</returns>
    public IReadOnlyList<ReputationAlert> Observe(ReputationObservation observation, DateTimeOffset now)
    {
        Forget(now);
        return observation switch
        {
            ListingObservation listing => Listed(listing, now),
            ComplaintObservation complaint => Complained(complaint, now),
            AuthenticationObservation authentication => Broken(authentication, now),
            SourceDay day => Sent(day, now),
            _ => [],
        };
    }

    private ReputationAlert[] Listed(ListingObservation listing, DateTimeOffset now)
    {
        var (subject, list) = (ObservedSignal.Subject(listing.Subject), ObservedSignal.Name(listing.List));
        return Decide(AlertKind.Listed, $"{subject} at {list}", listing.IsListed, listing.Severity, () => $"{subject} is listed at {list}.", now);
    }

    private ReputationAlert[] Complained(ComplaintObservation complaint, DateTimeOffset now)
    {
        var address = ObservedSignal.Plain(complaint.Address);
        var subject = $"{address} at {complaint.Group}";
        var stood = _conditions.GetValueOrDefault((AlertKind.ComplaintRate, subject))?.Stands == true;
        return Decide(
            AlertKind.ComplaintRate, subject, complaint.Rate >= options.ComplaintRate * (stood ? options.ComplaintRateClear : 1), IssueSeverity.Error,
            () => Text($"{100 * complaint.Rate:0.##}% of the messages from {address} to {complaint.Group} were complained of; {100 * options.ComplaintRate:0.##}% are too many."), now);
    }

    private ReputationAlert[] Broken(AuthenticationObservation authentication, DateTimeOffset now)
    {
        var domain = ObservedSignal.Name(authentication.Domain);
        return Decide(
            AlertKind.AuthenticationFailures, authentication.ObservedBy is { } by ? $"{domain} by {by}" : domain, authentication.IsBroken, IssueSeverity.Error,
            () => $"The authentication of {domain} is broken{(authentication.Evidence is { } evidence ? $": {ObservedSignal.Line(evidence)}" : string.Empty)}.", now);
    }

    private ReputationAlert[] Sent(SourceDay day, DateTimeOffset now)
    {
        if (day.Day > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1))
        {
            // It would push out days that were.
            return [];
        }

        var (domain, address) = (ObservedSignal.Name(day.Domain), ObservedSignal.Plain(day.Address));
        if (!_sources.TryGetValue((domain, address), out var history))
        {
            _sources.Add((domain, address), history = new SourceHistory());
        }

        history.Add(day, options.SpikeBaselineDays, now);
        var subject = $"{address} for {domain}";
        var isSpike = history.IsSpike(day.Day, options, out var share, out var usual);
        var messages = history.Messages;
        return
        [
            .. Decide(
                AlertKind.AuthenticationFailures, subject, isSpike, IssueSeverity.Error,
                () => Text($"{100 * share:0.#}% of {day.Messages} messages that {address} sent for {domain} on {day.Day:yyyy-MM-dd} failed DMARC; {100 * usual:0.#}% were usual."), now),
            .. Decide(
                AlertKind.UnverifiedSource, subject, !day.IsVerified && messages >= options.UnverifiedMinMessages, IssueSeverity.Warning,
                () => Text($"{address}, which is not known to send for {domain}, sent {messages} messages in its name."), now, reminds: false),
        ];
    }

    private ReputationAlert[] Decide(AlertKind kind, string subject, bool stands, IssueSeverity severity, Func<string> evidence, DateTimeOffset now, bool reminds = true)
    {
        if (!_conditions.TryGetValue((kind, subject), out var condition))
        {
            if (!stands)
            {
                return [];
            }

            _conditions.Add((kind, subject), condition = new AlertCondition());
        }

        return !condition.Observe(stands, options, reminds, now, out var isReminder) ? [] : [new ReputationAlert
        {
            Kind = kind,
            Subject = subject,
            Severity = severity,
            Evidence = evidence(),
            FirstSeen = condition.FirstSeen,
            At = now,
            IsReminder = isReminder,
        }];
    }

    /// <summary>Forgets what was not seen for long, now and then; and at once, a tenth, what is too much.</summary>
    private void Forget(DateTimeOffset now)
    {
        if (_conditions.Count >= options.MaxSubjects || _sources.Count >= options.MaxSubjects || now - _sweptAt >= options.Memory / 10 || now < _sweptAt)
        {
            _sweptAt = now;
            Forget(_conditions, static condition => condition.SeenAt, now);
            Forget(_sources, static source => source.SeenAt, now);
        }
    }

    private void Forget<TKey, T>(Dictionary<TKey, T> known, Func<T, DateTimeOffset> seenAt, DateTimeOffset now)
        where TKey : notnull
    {
        var old = known.Where(pair => now - seenAt(pair.Value) >= options.Memory).Select(static pair => pair.Key).ToList();
        var above = known.Count - old.Count - options.MaxSubjects + 1;
        if (above > 0)
        {
            old.AddRange(known.Where(pair => now - seenAt(pair.Value) < options.Memory).OrderBy(pair => seenAt(pair.Value)).Select(static pair => pair.Key)
                .Take(above + (options.MaxSubjects / 10)));
        }

        old.ForEach(key => known.Remove(key));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
