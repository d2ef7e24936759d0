using Hotmail.Pacing.Control;
using Hotmail.Pacing.Destinations;
using Hotmail.Pacing.Gates;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A pacer with the groups <c>one</c> and <c>two</c>, whose mail goes to a scripted relay; it stops without waiting for what is held.</summary>
internal sealed class PacerHarness : IAsyncDisposable
{
    private const int TurnsAStep = 50;

    /// <summary>The longest that a test waits for anything.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private PacerHarness(ProviderPacer pacer, ScriptedTransport transport, FakeTimeProvider time)
    {
        Pacer = pacer;
        Transport = transport;
        Time = time;
    }

    public ProviderPacer Pacer { get; }

    public ScriptedTransport Transport { get; }

    public FakeTimeProvider Time { get; }

    public static async Task<PacerHarness> StartAsync(
        Func<string, bool>? holds = null,
        int ceiling = 5,
        int cap = 100,
        IConnectionGate? gate = null,
        IDeliveryQueue? queue = null,
        IReadOnlyList<string>? sources = null,
        IMailExchangerResolver? resolver = null,
        Action<PacingOptions>? configure = null,
        IPathRestrictions? restrictions = null,
        params IReadOnlyList<IDeliveryObserver> observers)
    {
        var transport = new ScriptedTransport { Holds = holds ?? (static _ => false) };
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var parts = new PacerParts
        {
            TimeProvider = time,
            Transport = transport,
            Gate = gate,
            Queue = queue,
            MailExchangers = resolver,
            Restrictions = restrictions,
            Observers = observers,
            NewRandom = static () => new Random(1),
        };
        var options = Options(sources ?? ["relay"], ceiling, cap);
        configure?.Invoke(options);
        return new PacerHarness(await ProviderPacer.StartNewAsync(options, parts, TestContext.Current.CancellationToken), transport, time);
    }

    /// <summary>A configuration with the groups <c>one</c> and <c>two</c>, and with relays of these names.</summary>
    public static PacingOptions Options(IReadOnlyList<string> sources, int ceiling = 5, int cap = 100)
    {
        var options = new PacingOptions();
        foreach (var source in sources)
        {
            options.EgressSources.Add(source, new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1" } });
        }

        foreach (var group in (string[])["one", "two"])
        {
            options.Groups.Add(group, new DestinationGroupOptions
            {
                Domains = [$"{group}.example"],
                StartConnections = ceiling,
                MaxParallelConnections = ceiling,
                MaxMessagesPerConnection = cap,
            });
        }

        return options;
    }

    public static OutboundMessage Message(params IReadOnlyList<string> recipients) => new()
    {
        Sender = "sender@example.org",
        Recipients = [.. recipients.Select(static address => new Recipient(address))],
        Content = MessageContent.FromBytes("Subject: a test\r\n\r\nHello\r\n"u8.ToArray()),
    };

    /// <summary>Messages to <c>0@group.example</c>, <c>1@group.example</c> and on.</summary>
    public static OutboundMessage[] Messages(string group, int count) =>
        [.. Enumerable.Range(0, count).Select(number => Message($"{number}@{group}.example"))];

    public Task<SendResult> SendAsync(OutboundMessage message) =>
        Pacer.SendAsync(message, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

    public Task EnqueueAsync(params OutboundMessage[] messages) =>
        Pacer.EnqueueAsync(messages, TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

    /// <summary>Lets time pass, step by step, until something is so.</summary>
    public Task PassUntilAsync(Func<bool> condition, TimeSpan step) => PassUntilAsync(Time, condition, step);

    /// <summary>Lets time pass step by step until a condition holds. Between the steps the pacer gets many turns, so that the clock does not run away from what it does.</summary>
    public static async Task PassUntilAsync(FakeTimeProvider time, Func<bool> condition, TimeSpan step)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            time.Advance(step);
            for (var turn = 0; turn < TurnsAStep && !condition(); turn++)
            {
                await Task.Yield();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Pacer.StopAsync(new CancellationToken(canceled: true));
        await Pacer.DisposeAsync();
    }
}
