using System.Globalization;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

public sealed class PostfixCampaignTests
{
    private const int Limit = 8;
    private const int Count = 500;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_message_arrives_exactly_once_through_the_connection_limit_of_Postfix()
    {
        var messages = Campaigns.Messages(Count);
        await using var server = await PostfixServer.StartAsync(
            new PostfixSettings { Limit = Limit, Slow = [.. messages.Where(static (_, i) => i % 5 == 0).Select(static message => message.Recipients[0].Address)] }, Token);
        await server.ProveLimitAsync(Token);
        var observer = new CampaignObserver();
        await using (var pacer = await ProviderPacer.StartNewAsync(
            Campaigns.Options(server.EndPoint, Campaigns.StartFarAbove), new PacerParts { Observers = [observer] }, Token))
        {
            await pacer.EnqueueAsync(messages, Token);
            await observer.WaitUntilAsync(static all => all.Settled.Count == Count, "every recipient has its final status", TimeSpan.FromSeconds(150), Token);
            var path = Assert.Single(pacer.GetSnapshot().Paths);
            TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ceiling {path.Ceiling} ({path.Why})"));
        }

        await server.WaitForDeliveriesAsync(Count, Token);
        await server.WaitForDisconnectionsAsync(Token);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{server.RefusedConnections} of {server.Connections} connections refused, {server.Messages}"));
        Assert.All(observer.Settled, static settled => Assert.Equal((RecipientStatus.Delivered, 1), (settled.Recipient.Status, settled.Attempts)));
        Assert.Equal((Count, 10), server.Messages);
        Assert.Equal(messages.Select(static message => message.Recipients[0].Address).Order(), server.Delivered.Keys.Order());
        Assert.All(server.Delivered.Values, static times => Assert.Equal(1, times));
        var refused = await observer.WaitForRefusedAsync(server.RefusedConnections, Token);
        Assert.Equal(server.RefusedConnections, refused.Count);
        Assert.All(refused, static attempt => Assert.Equal(
            (1, SmtpStage.Banner, PostfixServer.TooManyConnections, ReplyClass.ConnectionLimit),
            (attempt.Attempt, attempt.Stage, attempt.Reply?.ToString(), attempt.Classification.Class)));
        Assert.Equal(Count, observer.Attempts.Count - refused.Count);
        Assert.InRange(refused.Count, 1, server.Connections / 5);
    }
}
