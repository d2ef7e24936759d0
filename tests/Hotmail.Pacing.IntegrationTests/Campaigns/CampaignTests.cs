using System.Diagnostics;
using System.Globalization;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

public sealed class CampaignTests
{
    private const int Limit = 8;
    private const int Count = 2000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_message_arrives_exactly_once_through_a_limited_server()
    {
        await using var server = await NodeSmtpServer.StartAsync(
            new NodeSmtpSettings { Limit = Limit, MessageDelay = TimeSpan.FromMilliseconds(100) }, Token);
        await server.ProveLimitAsync(Token);
        var observer = new CampaignObserver();
        await using var pacer = await ProviderPacer.StartNewAsync(
            Campaigns.Options(server.EndPoint, static group =>
            {
                group.StartConnections = 25;
                group.MaxParallelConnections = 150;
                group.MaxMessagesPerConnection = 10;

                // As shipped, this hold outlasts the campaign: no probe above the limit is under way when it ends.
                group.Control!.LearnedHoldMin = group.Control.LearnedHoldMax = new ControlSettings().LearnedHoldMin;
            }),
            new PacerParts { Observers = [observer] },
            Token);

        var elapsed = Stopwatch.StartNew();
        await pacer.EnqueueAsync(Campaigns.Messages(Count), Token);
        await observer.WaitUntilAsync(static all => all.Settled.Count == Count, "every recipient has its final status", TimeSpan.FromSeconds(150), Token);
        elapsed.Stop();

        var path = Assert.Single(pacer.GetSnapshot().Paths);
        var counts = await server.GetCountsAsync(Token);
        var recipients = await server.GetRecipientsAsync(Token);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{elapsed.Elapsed.TotalSeconds:F1} s, ceiling {path.Ceiling} ({path.Why}), {counts}"));
        Assert.All(observer.Settled, static settled => Assert.Equal(RecipientStatus.Delivered, settled.Recipient.Status));
        Assert.Equal(Count, recipients.Count);
        Assert.All(recipients.Values, static times => Assert.Equal(1, times));
        Assert.Equal(10, counts.MaxMessagesPerConnection);
        Assert.Equal(Limit, counts.MaxOpen);
        Assert.InRange(path.Ceiling, 1, Limit);
        Assert.InRange(counts.Refused / (double)(counts.Accepted + counts.Refused), 0, 0.05);
        Assert.True(counts.Refused > 0, "Nothing was refused: the campaign never met the limit.");
    }
}
