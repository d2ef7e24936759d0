using Hotmail.Pacing.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>The situations of deferred mail show in the snapshot of a pacer whose receiver behaves so.</summary>
public sealed class AdviceTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private ProviderPacer? _pacer;

    public async ValueTask DisposeAsync()
    {
        // Its clock stands still: what is under way would never end.
        await _pacer!.StopAsync(new CancellationToken(canceled: true));
        await _pacer.DisposeAsync();
    }

    [Fact]
    public async Task Sessions_that_meet_the_connection_limit_all_at_once_are_a_burst()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var transport = new AnsweringTransport
        {
            Held = release.Task,
            Answer = static _ => "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)",
        };
        await StartAsync(transport, ceiling: 8);
        await EnqueueAsync(100, Engagement.Engaged);
        await PassUntilAsync(() => transport.UnderWay == 8);

        release.SetResult();

        await PassUntilAsync(() => Shows(AdviceSituation.ConnectionLimitBurst));
    }

    [Fact]
    public async Task Deferrals_of_a_new_source_are_weak_history()
    {
        var number = 0;
        var transport = new AnsweringTransport
        {
            Answer = _ => Interlocked.Increment(ref number) % 4 == 0 ? "451 4.7.1 Greylisted, try again later" : AnsweringTransport.Taken,
        };
        await StartAsync(transport, isNew: true);
        await EnqueueAsync(100, Engagement.Engaged);
        await PassUntilAsync(() => Shows(AdviceSituation.WeakHistory));
    }

    [Fact]
    public async Task Retries_that_are_deferred_again_pile_up()
    {
        await StartAsync(new AnsweringTransport { Answer = static _ => "451 4.3.2 System not accepting network messages" });
        await EnqueueAsync(100, Engagement.Engaged);
        await PassUntilAsync(() => Shows(AdviceSituation.RetryPileUp));
    }

    [Fact]
    public async Task Deferrals_of_mostly_dormant_recipients_are_list_quality()
    {
        await StartAsync(new AnsweringTransport
        {
            Answer = static address => address.StartsWith("dormant", StringComparison.Ordinal) ? "452 4.2.2 mailbox full" : AnsweringTransport.Taken,
        });
        await EnqueueAsync(100, Engagement.Engaged);
        await EnqueueAsync(40, Engagement.Dormant);
        await PassUntilAsync(() => Shows(AdviceSituation.ListQuality));
    }

    private bool Shows(AdviceSituation situation) => _pacer!.GetSnapshot().Advice.Any(advice => advice.Situation == situation);

    private Task PassUntilAsync(Func<bool> condition) => PacerHarness.PassUntilAsync(_time, condition, TimeSpan.FromSeconds(1));

    private async Task EnqueueAsync(int count, Engagement engagement)
    {
        var name = engagement == Engagement.Dormant ? "dormant" : "engaged";
        var content = MessageContent.FromBytes("Subject: a test\r\n\r\nHello\r\n"u8.ToArray());
        OutboundMessage[] messages = [.. Enumerable.Range(0, count).Select(number => new OutboundMessage
        {
            Sender = "sender@example.org",
            Recipients = [new Recipient($"{name}{number}@one.example", engagement)],
            Content = content,
        })];
        await _pacer!.EnqueueAsync(messages, TestContext.Current.CancellationToken);
    }

    private async Task StartAsync(AnsweringTransport transport, bool isNew = false, int ceiling = 5)
    {
        var options = PacerHarness.Options(["relay"], ceiling);
        options.EgressSources["relay"].IsNew = isNew;
        var parts = new PacerParts { TimeProvider = _time, Transport = transport, NewRandom = static () => new Random(1) };
        _pacer = await ProviderPacer.StartNewAsync(options, parts, TestContext.Current.CancellationToken);
    }
}
