using System.Text;
using Hotmail.Pacing.Tests.Pacer;
using Microsoft.Extensions.Time.Testing;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>What is signed when it is accepted goes out as it was signed then, however often and by whichever process.</summary>
public sealed class SignedSpoolTests : SpoolTest
{
    private readonly ContentTransport _transport = new();
    private readonly FakeTimeProvider _time = new(Start);

    [Fact(Timeout = HangAfter)]
    public async Task A_retry_after_a_restart_sends_the_bytes_that_were_signed_and_signs_nothing_anew()
    {
        var (first, second) = (new StampSigner(), new StampSigner());
        await using (SqliteDeliveryQueue queue = NewQueue())
        {
            await using ProviderPacer pacer = await StartAsync(queue, first);
            SendResult result = await pacer.SendAsync(Mail(), Token);
            Assert.Equal(RecipientStatus.Deferred, result.Recipients[0].Status);
            await pacer.StopAsync(Token);
        }

        _time.Advance(TimeSpan.FromHours(2));
        await using SqliteDeliveryQueue again = NewQueue();
        await using ProviderPacer resumed = await StartAsync(again, second);
        while (_transport.Sent.Count < 2)
        {
            Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        Assert.Equal(["X-Stamp: 1\r\nSubject: x\r\n\r\n.Hello \u00E9\u00FF\r\n\r\n \r\n"], _transport.Sent.Distinct());
        Assert.Single(first.Asked);
        Assert.Empty(second.Asked);
        await resumed.StopAsync(Token);
    }

    private static OutboundMessage Mail() => new()
    {
        Sender = "shop@sender.example",
        Recipients = [new Recipient("a@one.example")],
        Content = MessageContent.FromBytes(Encoding.Latin1.GetBytes("Subject: x\r\n\r\n.Hello \u00E9\u00FF\r\n\r\n \r\n")),
    };

    private SqliteDeliveryQueue NewQueue() => new(Folder.Spool, 1000, new SqliteQueueOptions(), _time);

    private Task<ProviderPacer> StartAsync(SqliteDeliveryQueue queue, StampSigner signer)
    {
        var options = new PacingOptions();
        options.EgressSources.Add("relay", new EgressSourceOptions { Relay = new RelayOptions { Host = "127.0.0.1" } });
        return ProviderPacer.StartNewAsync(options, new PacerParts { TimeProvider = _time, Transport = _transport, Queue = queue, Signer = signer }, Token);
    }
}
