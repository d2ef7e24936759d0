using Hotmail.Pacing.Queues;
using Microsoft.Extensions.Time.Testing;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>Whatever a transport of the host's does, no socket is left open, no recipient is lost, and one message does not keep the others from being sent.</summary>
public sealed class RudeTransportTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task A_session_whose_goodbye_fails_is_disposed_of_all_the_same()
    {
        var inner = new ScriptedTransport();
        var transport = new RudeTransport(inner) { Closing = static () => throw new IOException("Goodbye.") };
        await using var pacer = await StartPacerAsync(transport, new FakeTimeProvider());
        await pacer.SendAsync(Message("a@one.example"), TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        await pacer.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal(0, inner.Open);
    }

    [Fact]
    public async Task A_message_that_makes_every_attempt_throw_keeps_no_other_from_being_sent()
    {
        var inner = new ScriptedTransport();
        var transport = new RudeTransport(inner)
        {
            Sending = static request =>
            {
                if (request.Recipients[0] == "0@one.example")
                {
                    throw new IOException("It cannot be read.");
                }
            },
        };
        var time = new FakeTimeProvider();
        await using var pacer = await StartPacerAsync(transport, time, ceiling: 1);
        await pacer.EnqueueAsync(Messages("one", 5), TestContext.Current.CancellationToken);

        await PassUntilAsync(time, () => inner.Sent.Count == 4, Step);

        Assert.Equal(["1@one.example", "2@one.example", "3@one.example", "4@one.example"], inner.Sent);
    }

    [Fact]
    public async Task A_recipient_that_the_transport_says_nothing_of_is_deferred_and_not_lost()
    {
        var transport = new RudeTransport(new ScriptedTransport()) { Sent = static result => result with { Recipients = [.. result.Recipients.SkipLast(1)] } };
        await using var pacer = await StartPacerAsync(transport, new FakeTimeProvider());

        var sending = pacer.SendAsync(Message("a@one.example", "b@one.example"), TestContext.Current.CancellationToken);
        var result = await sending.WaitAsync(Patience, TestContext.Current.CancellationToken);

        Assert.Equal([RecipientStatus.Delivered, RecipientStatus.Deferred], result.Recipients.Select(static recipient => recipient.Status));
        var left = Assert.Single(await pacer.ListAsync(new DeliveryFilter(), cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(["b@one.example"], left.Recipients);
    }

    private static Task<ProviderPacer> StartPacerAsync(RudeTransport transport, FakeTimeProvider time, int ceiling = 5) =>
        ProviderPacer.StartNewAsync(Options(["relay"], ceiling), new PacerParts { TimeProvider = time, Transport = transport }, TestContext.Current.CancellationToken);
}
