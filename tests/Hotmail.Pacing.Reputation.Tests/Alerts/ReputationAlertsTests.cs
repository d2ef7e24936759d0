using Hotmail.Pacing.Reputation.Alerts;
using Hotmail.Pacing.Reputation.Observations;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Alerts;

public sealed class ReputationAlertsTests
{
    [Fact]
    public void Every_observer_is_told_also_when_one_throws()
    {
        var time = new FakeTimeProvider();
        var (first, last) = (new Observer { Throws = true }, new Observer());
        var logger = new FakeLogger<ReputationAlerts>();
        var alerts = new ReputationAlerts(new AlertOptions(), [first, last], time, logger);
        var listing = new ListingObservation { Subject = "192.0.2.1", List = "zen.spamhaus.org", IsListed = true, At = time.GetUtcNow() };

        alerts.Observe(listing);
        time.Advance(TimeSpan.FromMinutes(1));
        alerts.Observe(listing);
        time.Advance(TimeSpan.FromHours(24));
        alerts.Observe(listing);

        Assert.Equal([false, true], first.Told.Select(static alert => alert.IsReminder));
        Assert.Equal(first.Told, last.Told);
        Assert.Equal(["ObserverFailed", "ObserverFailed"], logger.Collector.GetSnapshot().Select(static record => record.Id.Name));
    }

    [Fact]
    public void What_comes_from_many_threads_at_once_is_told_once()
    {
        var observer = new Observer();
        var time = new FakeTimeProvider();
        var alerts = new ReputationAlerts(new AlertOptions(), [observer], time);
        Parallel.For(0, 1000, number => alerts.Observe(new ListingObservation { Subject = $"{number % 10}.example", List = "a.example", IsListed = true, At = time.GetUtcNow() }));
        Assert.Equal(10, observer.Told.Count);
    }

    private sealed class Observer : IReputationObserver
    {
        public bool Throws { get; init; }

        public List<ReputationAlert> Told { get; } = [];

        public void OnAlert(ReputationAlert alert)
        {
            Told.Add(alert);
            if (Throws)
            {
                throw new InvalidOperationException("a bug of the host");
            }
        }
    }
}
