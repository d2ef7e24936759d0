using Hotmail.Pacing.Control;
using Hotmail.Pacing.Reputation.Observations;
using Hotmail.Pacing.Reputation.Signals;
using Hotmail.Pacing.Telemetry;
using Hotmail.Pacing.Tests.Pacer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Reputation.Tests.Signals;

/// <summary>The real pacer, told of signals while it sends.</summary>
public sealed class PacerOnSignalsTests
{
    private static readonly EgressPath One = new("relay", "one");

    [Fact]
    public async Task A_signal_closes_connections_and_is_in_the_records_and_when_it_goes_they_come_back_in_steps()
    {
        var records = new RecordLists();
        var observed = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var options = new ReputationSignalOptions { Listed = new SignalRule { CeilingShare = 0.25, HoldRaises = true }, SourceAddresses = { ["relay"] = ["192.0.2.1"] } };
        var signals = new ReputationSignals(options, observed);
        var listing = new ListingObservation { Subject = "192.0.2.1", List = "zen.spamhaus.org", IsListed = true, At = observed.GetUtcNow() };
        await using var harness = await StartAsync(holds: static _ => true, ceiling: 8, restrictions: signals, observers: records);
        await harness.EnqueueAsync(Messages("one", 40));
        await harness.Transport.WhenAsync(static transport => transport.UnderWay == 8);

        signals.Observe(listing);
        await harness.PassUntilAsync(() => PathOf(harness.Pacer).Ceiling == 2, TimeSpan.FromMilliseconds(1));
        harness.Transport.Release();
        await harness.Transport.WhenAsync(static transport => transport.Sent.Count == 40 && transport.Open == 2);

        Assert.Equal("192.0.2.1 is listed at zen.spamhaus.org", PathOf(harness.Pacer).Restriction);
        await harness.PassUntilAsync(() => records.Attempts.Count == 40, TimeSpan.FromMilliseconds(1));
        Assert.All(records.Attempts, static attempt => Assert.Equal((2, "192.0.2.1 is listed at zen.spamhaus.org"), (attempt.Ceiling, attempt.Restriction)));
        var fall = Assert.Single(records.Changes);
        Assert.Equal(
            (8, 2, "Restricted because 192.0.2.1 is listed at zen.spamhaus.org: the ceiling is at most 2, the ceiling is not raised."), (fall.FromCeiling, fall.ToCeiling, fall.Reason));

        signals.Observe(listing with { IsListed = false });
        var sent = 0;
        await harness.PassUntilAsync(
            () =>
            {
                if (harness.Transport.Sent.Count == 40 + sent)
                {
                    sent += 16;
                    harness.Pacer.EnqueueAsync(Messages("one", 16)).GetAwaiter().GetResult();
                }

                return records.Changes.Count == 4;
            },
            TimeSpan.FromSeconds(2));

        Assert.Equal(8, PathOf(harness.Pacer).Ceiling);
        Assert.Equal([(8, 2), (2, 2), (2, 4), (4, 8)], records.Changes.Select(static change => (change.FromCeiling, change.ToCeiling)));
        Assert.Null(PathOf(harness.Pacer).Restriction);
    }

    [Fact]
    public async Task A_host_turns_signals_on_and_the_sources_address_is_its_local_one()
    {
        var services = new ServiceCollection();
        services.AddProviderPacing(static options => options.EgressSources["mail1"] = new EgressSourceOptions { LocalAddress = "127.0.0.1" })
            .UseReputationSignals(static options => options.Listed = new SignalRule { HoldDormant = true });
        await using var provider = services.BuildServiceProvider();
        var signals = provider.GetRequiredService<ReputationSignals>();
        var now = provider.GetRequiredService<TimeProvider>().GetUtcNow();

        provider.GetRequiredService<IReputationSink>().Observe(new ListingObservation
        {
            Subject = "127.0.0.1", List = "zen.spamhaus.org", IsListed = true, At = now,
        });

        Assert.Same(signals, provider.GetRequiredService<IPathRestrictions>());
        Assert.True(signals.Find(new EgressPath("mail1", "gmail"), now)?.HoldDormant);
        Assert.Null(signals.Find(new EgressPath("mail2", "gmail"), now));
    }

    [Fact]
    public async Task A_host_that_does_not_ask_for_signals_has_none()
    {
        var services = new ServiceCollection();
        services.AddProviderPacing();
        await using var provider = services.BuildServiceProvider();
        Assert.Null(provider.GetService<IPathRestrictions>());
    }

    private static PathSnapshot PathOf(ProviderPacer pacer) => pacer.GetSnapshot().Paths.Single(static path => path.Path == One);
}
