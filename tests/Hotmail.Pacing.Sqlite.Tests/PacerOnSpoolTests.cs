using System.Text;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Testing;
using Hotmail.Pacing.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

#pragma warning disable xUnit1069 // They refer to the token as Token.

namespace Hotmail.Pacing.Sqlite.Tests;

/// <summary>A host whose pacer has its queue in a spool, and a receiver that counts.</summary>
public sealed class PacerOnSpoolTests : SpoolTest
{
    private const string Group = "microsoft-consumer";

    [Fact(Timeout = HangAfter)]
    public async Task What_is_sent_is_delivered_and_leaves_the_spool()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using IHost host = await StartAsync(receiver);

        SendResult result = await host.Services.GetRequiredService<ProviderPacer>().SendAsync(Mail("a@hotmail.com", "b@hotmail.com"), Token);

        Assert.True(result.AllDelivered);
        Assert.Equal((1, 1), (receiver.CountOf("a@hotmail.com"), receiver.CountOf("b@hotmail.com")));
        Assert.Empty(host.Services.GetRequiredService<IDeliveryQueue>().GetDepths());
        await host.StopAsync(Token);
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_became_of_it_is_kept_when_that_is_asked_for()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using IHost host = await StartAsync(receiver, keepSettledFor: TimeSpan.FromDays(1));
        var pacer = host.Services.GetRequiredService<ProviderPacer>();
        SendResult result = await pacer.SendAsync(Mail("a@hotmail.com", "b@hotmail.com"), Token);

        var queue = (SqliteDeliveryQueue)host.Services.GetRequiredService<IDeliveryQueue>();
        SettledDelivery settled = Assert.Single(await queue.ListSettledAsync(new SettledFilter { MessageId = result.Receipt.MessageId }, 0, 10, Token));
        Assert.Equal(
            [("a@hotmail.com", RecipientStatus.Delivered, 250), ("b@hotmail.com", RecipientStatus.Delivered, 250)],
            settled.Recipients.Select(static recipient => (recipient.Address, recipient.Status, recipient.Reply!.Code)));
        Assert.Equal(1, settled.Attempts);
        DeliveryAttempt attempt = Assert.Single(await pacer.ListAttemptsAsync(settled.DeliveryId, Token));
        Assert.Equal(("127.0.0.1", receiver.Port, 2), (attempt.Host, attempt.EndPoint!.Port, attempt.RecipientCount));
        await host.StopAsync(Token);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_pause_and_the_mail_behind_it_survive_a_restart_and_go_when_it_ends()
    {
        await using var receiver = ThrottlingReceiver.Start();
        DateTimeOffset until = TimeProvider.System.GetUtcNow().AddHours(6);
        using (IHost host = await StartAsync(receiver))
        {
            ProviderPacer pacer = host.Services.GetRequiredService<ProviderPacer>();
            await pacer.PauseAsync(Group, until, "a test", Token);
            await pacer.EnqueueAsync([Mail("a@hotmail.com"), Mail("b@outlook.com")], Token);
            await host.StopAsync(Token);
        }

        using IHost again = await StartAsync(receiver);
        ProviderPacer resumed = again.Services.GetRequiredService<ProviderPacer>();
        PathSnapshotOf paused = await WaitForPathAsync(resumed);
        Assert.Equal((PacingPhase.Paused, until), (paused.Phase, paused.PausedUntil));
        Assert.Equal(0, receiver.Statistics.MessagesAccepted);

        await resumed.ResumeAsync(Group, Token);
        await receiver.WaitForAsync(static counts => counts.MessagesAccepted == 2, Token);
        Assert.Equal((1, 1), (receiver.CountOf("a@hotmail.com"), receiver.CountOf("b@outlook.com")));
        await again.StopAsync(Token);
    }

    [Fact]
    public async Task A_host_does_not_start_on_a_spool_that_is_in_use()
    {
        await using var receiver = ThrottlingReceiver.Start();
        await using SqliteDeliveryQueue owner = await OpenAsync();

        SpoolException exception = await Assert.ThrowsAsync<SpoolException>(() => StartAsync(receiver));

        Assert.Equal(SpoolProblem.InUse, exception.Problem);
    }

    [Fact]
    public async Task The_capacity_is_that_of_the_configuration()
    {
        await using var receiver = ThrottlingReceiver.Start();
        using IHost host = await StartAsync(receiver, capacity: 2);

        ArgumentException refused = await Assert.ThrowsAsync<ArgumentException>(
            () => host.Services.GetRequiredService<ProviderPacer>().EnqueueAsync([Mail("a@hotmail.com"), Mail("b@hotmail.com"), Mail("c@hotmail.com")], Token));

        Assert.Contains("2", refused.Message, StringComparison.Ordinal);
        await host.StopAsync(Token);
    }

    private static OutboundMessage Mail(params string[] recipients) => new()
    {
        Sender = "shop@sender.example",
        Recipients = [.. recipients.Select(static address => new Recipient(address))],
        Content = MessageContent.FromBytes(Encoding.ASCII.GetBytes("From: shop@sender.example\r\n\r\nHello.\r\n")),
    };

    private async Task<IHost> StartAsync(ThrottlingReceiver receiver, int capacity = 1000, TimeSpan keepSettledFor = default)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddProviderPacing(options => options.Queue.Capacity = capacity)
            .AddEgressSource("local", source => source.Relay = new RelayOptions { Host = "127.0.0.1", Port = receiver.Port, Tls = TlsMode.Off })
            .UseSqliteQueue(Folder.Spool, options => options.KeepSettledFor = keepSettledFor);
        IHost host = builder.Build();
        try
        {
            await host.StartAsync(Token);
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }

    /// <summary>The path's snapshot, once its state was read.</summary>
    private static async Task<PathSnapshotOf> WaitForPathAsync(ProviderPacer pacer)
    {
        while (true)
        {
            Token.ThrowIfCancellationRequested();
            if (pacer.GetSnapshot().Paths.SingleOrDefault(static path => path.Path.Group == Group) is { } snapshot)
            {
                return new PathSnapshotOf(snapshot.Phase, snapshot.PausedUntil);
            }

            await Task.Yield();
        }
    }

    private readonly record struct PathSnapshotOf(PacingPhase Phase, DateTimeOffset? PausedUntil);
}
