using System.Net;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Signals;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Signals;

public sealed class ReputationSignalsTests
{
    private static readonly EgressPath Consumer = new("mail1", "microsoft-consumer");
    private static readonly EgressPath Gmail = new("mail1", "gmail");
    private static readonly EgressPath Other = new("mail2", "microsoft-consumer");
    private static readonly IPAddress Address = IPAddress.Parse("192.0.2.1");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly ReputationSignalOptions _options = new() { SourceAddresses = { ["mail1"] = ["192.0.2.1", "2001:db8::1"], ["mail2"] = ["192.0.2.2"] } };
    private int _changes;

    private DateTimeOffset Now => _time.GetUtcNow();

    [Fact]
    public void Without_a_rule_no_signal_does_anything()
    {
        var signals = Begin();
        signals.Observe(Listing());
        signals.Observe(Complaint(0.5));
        signals.Observe(Filter(FilterVerdict.Red));
        signals.Observe(Authentication(isBroken: true));

        Assert.Equal(4, signals.GetCurrent().Count);
        Assert.Null(signals.Find(Consumer, Now));
    }

    [Fact]
    public void A_listed_address_concerns_the_paths_of_the_source_that_has_it()
    {
        _options.Listed = new SignalRule { CeilingShare = 0.5, HoldRaises = true, HoldDormant = true };
        var signals = Begin();
        signals.Observe(Listing());

        var expected = new PathRestriction
        {
            CeilingShare = 0.5, HoldRaises = true, HoldDormant = true, Reason = "192.0.2.1 is listed at zen.spamhaus.org", Until = Now.AddHours(48),
        };
        Assert.Equal(expected, signals.Find(Consumer, Now));
        Assert.Equal(expected, signals.Find(Gmail, Now));
        Assert.Null(signals.Find(Other, Now));
        Assert.Null(signals.Find(new EgressPath("unknown", "gmail"), Now));
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1", true)]
    [InlineData("2001:DB8:0::1", true)]
    [InlineData("2001:db8::2", false)]
    [InlineData("Example.COM.", true)]
    public void Addresses_are_compared_as_addresses_and_a_domain_concerns_every_path(string subject, bool concerns)
    {
        _options.Listed = new SignalRule { HoldRaises = true };
        var signals = Begin();
        signals.Observe(Listing() with { Subject = subject });
        Assert.Equal(concerns, signals.Find(Consumer, Now) is not null);
    }

    [Fact]
    public void A_rule_may_concern_some_groups_and_a_severity_alone()
    {
        _options.Listed = new SignalRule { HoldRaises = true, Groups = { "gmail" } };
        var signals = Begin();
        signals.Observe(Listing() with { Severity = IssueSeverity.Warning });
        Assert.Null(signals.Find(Gmail, Now));
        signals.Observe(Listing());
        Assert.Null(signals.Find(Consumer, Now));
        Assert.NotNull(signals.Find(Gmail, Now));
    }

    [Theory]
    [InlineData(0.003, true)]
    [InlineData(0.0029, false)]
    [InlineData(double.NaN, false)]
    public void A_complaint_rate_counts_from_its_threshold_on_at_its_group(double rate, bool counts)
    {
        _options.ComplaintRate = new SignalRule { MaxCeiling = 3 };
        var signals = Begin();
        signals.Observe(Complaint(rate));
        Assert.Equal(counts ? "192.0.2.1 has a complaint rate of 0.3% at microsoft-consumer" : null, signals.Find(Consumer, Now)?.Reason);
        Assert.Null(signals.Find(Gmail, Now));
    }

    [Fact]
    public void A_filter_result_takes_the_place_of_the_one_before()
    {
        _options.FilterYellow = new SignalRule { HoldRaises = true };
        _options.FilterRed = new SignalRule { CeilingShare = 0.25 };
        var signals = Begin();
        signals.Observe(Filter(FilterVerdict.Yellow));
        Assert.Equal((true, null), (signals.Find(Consumer, Now)!.HoldRaises, signals.Find(Consumer, Now)!.CeilingShare));
        signals.Observe(Filter(FilterVerdict.Red));
        Assert.Equal((false, 0.25), (signals.Find(Consumer, Now)!.HoldRaises, signals.Find(Consumer, Now)!.CeilingShare));
        Assert.Equal("the filter result of 192.0.2.1 at microsoft-consumer is red", signals.Find(Consumer, Now)!.Reason);
        signals.Observe(Filter(FilterVerdict.Green));
        Assert.Null(signals.Find(Consumer, Now));
    }

    [Fact]
    public void Broken_authentication_concerns_every_path_until_it_is_mended()
    {
        _options.AuthenticationBroken = new SignalRule { HoldDormant = true };
        var signals = Begin();
        signals.Observe(Authentication(isBroken: true));
        signals.Observe(Authentication(isBroken: false) with { ObservedBy = "dkim" });
        Assert.Equal("the authentication of example.com is broken (no SPF record was found)", signals.Find(Other, Now)?.Reason);
        signals.Observe(Authentication(isBroken: false));
        Assert.Null(signals.Find(Other, Now));
    }

    [Fact]
    public void Of_several_signals_each_limit_is_the_strictest_and_the_first_are_named()
    {
        _options.Listed = new SignalRule { CeilingShare = 0.5 };
        _options.ComplaintRate = new SignalRule { MaxCeiling = 4, HoldDormant = true };
        var signals = Begin();
        signals.Observe(Complaint(0.01));
        foreach (var list in (string[])["b.example", "c.example", "a.example", "d.example"])
        {
            signals.Observe(Listing() with { List = list });
        }

        var restriction = signals.Find(Consumer, Now)!;
        Assert.Equal((4, 0.5, false, true), (restriction.MaxCeiling, restriction.CeilingShare, restriction.HoldRaises, restriction.HoldDormant));
        Assert.Equal("192.0.2.1 is listed at a.example and 192.0.2.1 is listed at b.example and 192.0.2.1 is listed at c.example and 2 more signals stand", restriction.Reason);
    }

    [Fact]
    public void A_signal_that_is_not_seen_again_ends()
    {
        _options.Listed = new SignalRule { HoldRaises = true };
        var signals = Begin();
        signals.Observe(Listing());
        _time.Advance(TimeSpan.FromHours(47));
        signals.Observe(Listing());
        Assert.Equal(1, _changes);
        _time.Advance(TimeSpan.FromHours(47));
        Assert.Equal(Now.AddHours(1), signals.Find(Consumer, Now)?.Until);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Null(signals.Find(Consumer, Now));
        Assert.Empty(signals.GetCurrent());
    }

    [Fact]
    public void What_is_older_than_what_is_known_or_than_a_signal_may_be_changes_nothing_and_a_fast_clock_makes_nothing_last_longer()
    {
        _options.Listed = new SignalRule { HoldRaises = true };
        var signals = Begin();
        signals.Observe(Listing() with { At = Now.AddHours(-48) });
        Assert.Null(signals.Find(Consumer, Now));
        signals.Observe(Listing() with { At = Now.AddDays(30) });
        Assert.Equal(Now.AddHours(48), signals.Find(Consumer, Now)?.Until);
        signals.Observe(Listing() with { IsListed = false, At = Now.AddMinutes(-1) });
        Assert.NotNull(signals.Find(Consumer, Now));
        signals.Observe(Listing() with { IsListed = false });
        Assert.Null(signals.Find(Consumer, Now));
        Assert.Equal(2, _changes);
    }

    [Fact]
    public void Beyond_the_most_the_oldest_is_forgotten()
    {
        _options.MaxSignals = 3;
        var signals = Begin();
        for (var number = 0; number < 10; number++)
        {
            signals.Observe(Listing() with { List = $"{number}.example" });
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(["7.example", "8.example", "9.example"], signals.GetCurrent().Select(static signal => signal.Where));
    }

    [Fact]
    public void What_others_wrote_stays_on_one_line_and_short()
    {
        _options.AuthenticationBroken = new SignalRule { HoldRaises = true };
        var signals = Begin();
        signals.Observe(Authentication(isBroken: true) with { Evidence = "a\r\nb" + new string('x', 10_000) });
        var reason = signals.Find(Consumer, Now)!.Reason;
        Assert.DoesNotContain('\n', reason);
        Assert.InRange(reason.Length, 200, 300);
    }

    [Fact]
    public void Wrong_options_are_named()
    {
        AssertWrong("Listed.CeilingShare", options => options.Listed = new SignalRule { CeilingShare = 1.5 });
        AssertWrong("FilterRed.MaxCeiling", options => options.FilterRed = new SignalRule { MaxCeiling = 0 });
        AssertWrong("ComplaintRateThreshold", options => options.ComplaintRateThreshold = 0);
        AssertWrong("MaxAge", options => options.MaxAge = TimeSpan.Zero);
        AssertWrong("MaxSignals", options => options.MaxSignals = 0);
        AssertWrong("SourceAddresses[mail1]", options => options.SourceAddresses["mail1"] = ["mail.example.com"]);
    }

    private static void AssertWrong(string key, Action<ReputationSignalOptions> set)
    {
        var options = new ReputationSignalOptions();
        set(options);
        Assert.Contains(key, Assert.Throws<ArgumentException>(() => new ReputationSignals(options)).Message, StringComparison.Ordinal);
    }

    private ReputationSignals Begin()
    {
        var signals = new ReputationSignals(_options, _time);
        signals.Changed += () => _changes++;
        return signals;
    }

    private ListingObservation Listing() => new() { Subject = "192.0.2.1", List = "zen.spamhaus.org", IsListed = true, At = Now };

    private ComplaintObservation Complaint(double rate) => new() { Address = Address, Rate = rate, At = Now };

    private FilterObservation Filter(FilterVerdict verdict) => new() { Address = Address, Verdict = verdict, At = Now };

    private AuthenticationObservation Authentication(bool isBroken) => new() { Domain = "example.com", IsBroken = isBroken, Evidence = "no SPF record was found", At = Now };
}
