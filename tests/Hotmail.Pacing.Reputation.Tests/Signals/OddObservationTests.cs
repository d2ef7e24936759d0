using System.Net;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Signals;

/// <summary>Observations that come late or out of order, clocks that are set back, and handlers that throw.</summary>
public sealed class OddObservationTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero);
    private static readonly EgressPath Path = new("mail1", "microsoft-consumer");
    private readonly ReputationSignalOptions _options = new() { Listed = new SignalRule { HoldRaises = true }, SourceAddresses = { ["mail1"] = ["192.0.2.1"] } };

    [Fact]
    public void A_signal_of_a_clock_that_was_set_back_since_is_ended_by_what_is_seen_now()
    {
        var clock = new SettableClock { Now = Start.AddDays(365) };
        var signals = new ReputationSignals(_options, clock);
        signals.Observe(Listing(clock.Now));
        clock.Now = Start;
        Assert.NotNull(signals.Find(Path, clock.Now));

        signals.Observe(Listing(clock.Now, isListed: false));
        Assert.Null(signals.Find(Path, clock.Now));
    }

    [Fact]
    public void A_signal_that_is_seen_again_after_the_clock_was_set_back_ends_in_its_time()
    {
        var clock = new SettableClock { Now = Start.AddDays(365) };
        var signals = new ReputationSignals(_options, clock);
        signals.Observe(Listing(clock.Now));
        clock.Now = Start;
        signals.Observe(Listing(clock.Now));
        Assert.Equal(Start.AddHours(48), signals.Find(Path, clock.Now)?.Until);
    }

    [Fact]
    public void What_was_so_before_all_was_well_does_not_come_back()
    {
        var signals = new ReputationSignals(_options, new FakeTimeProvider(Start));
        signals.Observe(Listing(Start, isListed: false));
        signals.Observe(Listing(Start.AddMinutes(-5)));
        Assert.Null(signals.Find(Path, Start));
        signals.Observe(Listing(Start));
        Assert.NotNull(signals.Find(Path, Start));
    }

    [Fact]
    public void A_handler_that_throws_keeps_no_other_from_hearing()
    {
        var signals = new ReputationSignals(_options, new FakeTimeProvider(Start));
        var heard = 0;
        signals.Changed += static () => throw new InvalidOperationException("a bug");
        signals.Changed += () => heard++;

        Assert.Equal("a bug", Assert.Throws<InvalidOperationException>(() => signals.Observe(Listing(Start))).Message);
        Assert.Equal(1, heard);
    }

    [Fact]
    public void A_handler_may_observe_and_ask()
    {
        var signals = new ReputationSignals(_options, new FakeTimeProvider(Start));
        var found = new List<string?>();
        signals.Changed += () =>
        {
            found.Add(signals.Find(Path, Start)?.Reason);
            signals.Observe(Listing(Start, isListed: false));
        };
        signals.Observe(Listing(Start));
        Assert.Equal(["192.0.2.1 is listed at zen.spamhaus.org", null], found);
    }

    [Fact]
    public void Names_of_groups_and_sources_are_the_same_in_either_case()
    {
        _options.Listed = new SignalRule { HoldRaises = true, Groups = { "Microsoft-Consumer" } };
        _options.FilterRed = new SignalRule { MaxCeiling = 1 };
        _options.SourceAddresses["MAIL1"] = ["192.0.2.7"];
        var signals = new ReputationSignals(_options, new FakeTimeProvider(Start));
        signals.Observe(Listing(Start) with { Subject = "192.0.2.7" });
        signals.Observe(new FilterObservation { Address = IPAddress.Parse("192.0.2.7"), Group = "Microsoft-consumer", Verdict = FilterVerdict.Red, At = Start });
        var restriction = signals.Find(Path, Start);
        Assert.Equal((1, true), (restriction?.MaxCeiling, restriction?.HoldRaises));
    }

    [Fact]
    public void All_well_is_remembered_of_no_more_than_signals_may_be()
    {
        _options.MaxSignals = 100;
        var signals = new ReputationSignals(_options, new FakeTimeProvider(Start));
        for (var number = 0; number < 10_000; number++)
        {
            signals.Observe(Listing(Start, isListed: false) with { List = $"{number}.example" });
        }

        Assert.InRange(signals.WellCount, 50, 101);
    }

    private static ListingObservation Listing(DateTimeOffset at, bool isListed = true) => new() { Subject = "192.0.2.1", List = "zen.spamhaus.org", IsListed = isListed, At = at };

    private sealed class SettableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
