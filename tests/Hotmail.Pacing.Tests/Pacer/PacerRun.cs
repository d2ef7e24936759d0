using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>
/// A script played on a whole pacer: host's calls, receivers' moods and the passing of time, then a stop, and a second pacer on the same queue that brings
/// everything to its end. The pacer runs on threads of its own: what is checked holds in every interleaving, and nothing is measured by the clock.
/// </summary>
internal sealed class PacerRun : IDeliveryObserver, IDisposable
{
    private const int MostYields = 2_000;

    private static readonly (string Domain, string Group)[] Domains =
        [("one.example", "one"), ("uno.example", "one"), ("two.example", "two"), ("three.example", "three.example")];

    private static readonly MessageContent Content = MessageContent.FromBytes("Subject: a test\r\n\r\nHello\r\n"u8.ToArray());

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly RunLedger _ledger = new();
    private readonly ErraticTransport _transport;
    private readonly InMemoryDeliveryQueue _queue = new(100_000);
    private readonly HashSet<string> _accepted = [];
    private readonly List<MessageReceipt> _receipts = [];
    private readonly List<(Task<SendResult> Sending, OutboundMessage Message)> _sending = [];
    private readonly List<CancellationTokenSource> _impatience = [];
    private ProviderPacer _pacer = null!;
    private bool _hasSecondSource = true;
    private int _told;

    public PacerRun(byte[] fates)
    {
        _transport = new ErraticTransport(_ledger, fates, Domains.ToDictionary(static domain => domain.Domain, static domain => domain.Group), Cap);
    }

    /// <summary>Plays the script, stops, and lets a new pacer end what is left.</summary>
    public async Task PlayAsync((int Command, int First, int Second)[] script, bool isStopPatient)
    {
        _pacer = await StartAsync();
        foreach (var (command, first, second) in script)
        {
            await DoAsync(command, first, second);
        }

        await AnsweredAsync();
        await StopAsync(isStopPatient);
        await CheckAsync();
        await EndAsync();
    }

    public ValueTask OnAttemptAsync(AttemptRecord attempt, CancellationToken cancellationToken) =>
        ++_told % 3 == 0 ? throw new InvalidOperationException("It throws at times.") : default;

    public ValueTask OnSettledAsync(SettledRecord settled, CancellationToken cancellationToken)
    {
        _ledger.RecipientSettled(settled.Recipient.Address, settled.Recipient.Status);
        return ++_told % 5 == 0 ? throw new InvalidOperationException("It throws at times.") : default;
    }

    public void Dispose() => _impatience.ForEach(static source => source.Dispose());

    private static int Cap(string group) => group switch { "one" => 3, "two" => 5, _ => 100 };

    private static PacingOptions Configuration(bool hasSecondSource)
    {
        var options = new PacingOptions();
        options.EgressSources.Add("a", new EgressSourceOptions { EhloName = "a.example.org" });
        if (hasSecondSource)
        {
            options.EgressSources.Add("b", new EgressSourceOptions { EhloName = "b.example.org" });
        }

        foreach (var group in Domains.GroupBy(static domain => domain.Group, static domain => domain.Domain).Take(2))
        {
            options.Groups.Add(group.Key, new DestinationGroupOptions
            {
                Domains = [.. group],
                StartConnections = 3,
                MaxParallelConnections = 6,
                MaxMessagesPerConnection = Cap(group.Key),
                MaxRecipientsPerTransaction = 3,
                QueueMaxAge = TimeSpan.FromDays(1),
            });
        }

        return options;
    }

    private async Task<ProviderPacer> StartAsync()
    {
        var parts = new PacerParts
        {
            TimeProvider = _time,
            Transport = _transport,
            MailExchangers = _transport,
            Queue = _queue,
            Gate = new AuditedGate(_ledger, _time),
            Observers = [this],
            NewRandom = static () => new Random(1),
        };
        return await ProviderPacer.StartNewAsync(Configuration(_hasSecondSource), parts, TestContext.Current.CancellationToken);
    }

    private async Task DoAsync(int command, int first, int second)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var group = first % 2 == 0 ? "one" : "two";
        switch (command)
        {
            case 0 or 1 or 2:
                var batch = Enumerable.Range(0, 1 + (first % 5)).Select(index => Message(first + index, second + index)).ToArray();
                _receipts.AddRange(await _pacer.EnqueueAsync(batch, cancellation));
                break;
            case 3 or 4:
                Send(Message(first, second));
                break;
            case 5:
                Send(Message(first, second));
                await SettleAsync();
                await _impatience[^1].CancelAsync();
                break;
            case 6:
                await _pacer.PauseAsync(group, cancellation);
                foreach (var source in (string[])(_hasSecondSource ? ["a", "b"] : ["a"]))
                {
                    var silence = _ledger.SilenceAsync(new EgressPath(source, group));
                    await HurryAsync(silence);
                }

                break;
            case 7:
                _ledger.MaySpeak(group);
                await _pacer.ResumeAsync(group, cancellation);
                break;
            case 8:
                await _pacer.SetCeilingAsync(group, second % 7 == 0 ? null : second % 7, cancellation);
                break;
            case 9 when _receipts.Count > 0:
                await _pacer.CancelAsync(_receipts[second % _receipts.Count].MessageId, cancellation);
                break;
            case 10:
                await _pacer.CancelWhereAsync(new DeliveryFilter { Campaign = $"campaign {first % 3}", Group = group }, cancellation);
                break;
            case 11:
                await _pacer.RetryNowAsync(DeliveryFilter.All, cancellation);
                break;
            case 12:
                _hasSecondSource = !_hasSecondSource;
                _pacer.Reload(Configuration(_hasSecondSource));
                break;
            case 13:
                _transport.Release();
                break;
            default:
                _time.Advance(TimeSpan.FromSeconds(second % 4 == 0 ? second * 60 : second));
                await SettleAsync();
                break;
        }
    }

    private OutboundMessage Message(int first, int second)
    {
        var recipients = new Recipient[1 + (second % 6)];
        for (var index = 0; index < recipients.Length; index++)
        {
            var address = $"r{_accepted.Count}@{Domains[(first + (second * index)) % Domains.Length].Domain}";
            recipients[index] = new Recipient(address, (Engagement)((first + index) % 3));
            _accepted.Add(address);
        }

        return new OutboundMessage
        {
            Sender = "sender@example.org",
            Recipients = recipients,
            Content = Content,
            Priority = first % 4 == 0 ? MessagePriority.Transactional : MessagePriority.Bulk,
            Campaign = $"campaign {second % 3}",
            QueueMaxAge = second % 3 == 0 ? TimeSpan.FromMinutes(1 + first) : null,
            NotBefore = second % 5 == 0 ? _time.GetUtcNow() + TimeSpan.FromMinutes(first % 50) : null,
            EgressSource = (second % 4) switch { 0 => "a", 1 when _hasSecondSource => "b", _ => null },
        };
    }

    private void Send(OutboundMessage message)
    {
        _impatience.Add(new CancellationTokenSource());
        _sending.Add((_pacer.SendAsync(message, _impatience[^1].Token), message));
    }

    /// <summary>Who waits for recipients that are all settled has an answer, without a stop.</summary>
    private async Task AnsweredAsync()
    {
        var settled = _ledger.Settled;
        await EndedAsync(_sending.Where(call => call.Message.Recipients.All(recipient => settled.ContainsKey(recipient.Address))).Select(static call => call.Sending));
    }

    private static async Task EndedAsync(IEnumerable<Task> sending)
    {
        var all = Task.WhenAll(sending);
        await ((Task)all).WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Assert.True(all.IsCompleted, "A call of SendAsync waits for verdicts that are there.");
    }

    /// <summary>Graceful or not: what is held is let go only where the stop is patient, and time passes for those who keep a pace.</summary>
    private async Task StopAsync(bool isPatient)
    {
        var cancelling = Task.Run(() => _pacer.CancelWhereAsync(new DeliveryFilter { Campaign = "campaign 0" }));
        var stopping = _pacer.StopAsync(isPatient ? TestContext.Current.CancellationToken : new CancellationToken(canceled: true));
        if (isPatient)
        {
            await HurryAsync(stopping);
        }

        await Task.WhenAll(stopping, cancelling).WaitAsync(PacerHarness.Patience, TestContext.Current.CancellationToken);
        await _pacer.DisposeAsync();
    }

    /// <summary>A stopped pacer holds nothing, has answered everybody, and has told of every recipient once or has it in the queue.</summary>
    private async Task CheckAsync()
    {
        Assert.Empty(_ledger.Broken);
        Assert.Equal((0, 0, 0), _ledger.Held);
        await EndedAsync(_sending.Select(static call => call.Sending));
        var (settled, delivered) = (_ledger.Settled, _ledger.Delivered);
        foreach (var (sending, _) in _sending)
        {
            Assert.True(sending.IsCompletedSuccessfully || sending.IsCanceled, $"A call of SendAsync is {sending.Status}.");
            if (!sending.IsCanceled)
            {
                var results = (await sending).Recipients;
                Assert.All(results, result => Assert.True(
                    result.Status == RecipientStatus.Deferred || result.Status == settled[result.Address], $"{result.Address} was answered {result.Status}."));
            }
        }

        var waiting = await _queue.ListAsync(DeliveryFilter.All, default, int.MaxValue, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(waiting, static delivery => delivery.State == DeliveryState.InProgress);
        var queued = waiting.SelectMany(static delivery => delivery.Recipients).ToArray();
        Assert.Equal(_accepted.Order(), settled.Keys.Concat(queued).Order());
        Assert.Equal(delivered.Order(), settled.Where(static pair => pair.Value == RecipientStatus.Delivered).Select(static pair => pair.Key).Order());
    }

    /// <summary>With good receivers and nothing paused, a new pacer on the same queue settles all that is left. What was paused before stays so until it is resumed.</summary>
    private async Task EndAsync()
    {
        _transport.IsGood = true;
        _pacer = await StartAsync();
        await SettleAsync();
        foreach (var group in (string[])["one", "two"])
        {
            _ledger.MaySpeak(group);
            await _pacer.ResumeAsync(group, TestContext.Current.CancellationToken);
        }

        Send(Message(_accepted.Count, 4));
        using var patience = new CancellationTokenSource(PacerHarness.Patience);
        while (_queue.GetDepths().Count > 0)
        {
            patience.Token.ThrowIfCancellationRequested();
            await SettleAsync();
            _time.Advance(TimeSpan.FromMinutes(20));
        }

        await AnsweredAsync();
        await StopAsync(isPatient: true);
        await CheckAsync();
        Assert.Equal(_accepted.Count, _ledger.Settled.Count);
    }

    /// <summary>Lets go what is held and lets time pass until a task ends.</summary>
    private async Task HurryAsync(Task task)
    {
        using var patience = new CancellationTokenSource(PacerHarness.Patience);
        while (!task.IsCompleted)
        {
            patience.Token.ThrowIfCancellationRequested();
            _transport.Release();
            await SettleAsync();
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await task;
    }

    /// <summary>Gives the pacer's threads a turn: until nothing new has been seen for a while. It shapes the interleaving; no check rests on it.</summary>
    private async Task SettleAsync()
    {
        var (seen, quiet) = (-1L, 0);
        for (var yields = 0; yields < MostYields && quiet < 20; yields++)
        {
            await Task.Yield();
            var activity = _ledger.Activity;
            quiet = activity == seen && _ledger.Busy == 0 ? quiet + 1 : 0;
            seen = activity;
        }
    }
}
