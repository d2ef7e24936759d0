using System.Collections.Concurrent;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A part of the host's that throws where it must not.</summary>
public sealed class ThrowingTransportTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Openings_that_throw_do_not_follow_on_each_other_without_a_pause_and_nothing_is_lost()
    {
        var time = new FakeTimeProvider();
        var transport = new ThrowingTransport(time);
        var parts = new PacerParts { TimeProvider = time, Transport = transport };
        await using var pacer = await ProviderPacer.StartNewAsync(Options(["relay"]), parts, TestContext.Current.CancellationToken);
        await pacer.EnqueueAsync(Messages("one", 10), TestContext.Current.CancellationToken);

        await PassUntilAsync(time, () => transport.Openings.Count >= 4, Step);
        DateTimeOffset[] openings = [.. transport.Openings];
        transport.IsBroken = false;
        await PassUntilAsync(time, () => transport.Inner.Sent.Count == 10, Step);

        Assert.All(openings.Zip(openings.Skip(1)), static pair => Assert.True(pair.Second - pair.First >= TimeSpan.FromSeconds(1), $"{pair.First:O}, then {pair.Second:O}"));
        Assert.Equal(10, transport.Inner.Sent.Distinct().Count());
    }

    private sealed class ThrowingTransport(TimeProvider time) : IMailTransport
    {
        private volatile bool _isBroken = true;

        public bool IsBroken
        {
            get => _isBroken;
            set => _isBroken = value;
        }

        public ScriptedTransport Inner { get; } = new();

        public ConcurrentQueue<DateTimeOffset> Openings { get; } = new();

        public ValueTask<SessionResult> OpenAsync(SessionRequest request, CancellationToken cancellationToken)
        {
            Openings.Enqueue(time.GetUtcNow());
            return IsBroken ? throw new IOException("It broke its word not to throw.") : Inner.OpenAsync(request, cancellationToken);
        }
    }
}
