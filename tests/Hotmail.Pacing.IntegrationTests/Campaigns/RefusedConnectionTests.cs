using System.Globalization;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>Campaigns through a server that refuses connections over its limit in the ways of Outlook other than its banner.</summary>
public sealed class RefusedConnectionTests
{
    private const int Limit = 4;
    private const int Count = 400;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refusals_at_mail_use_up_no_attempt_and_each_message_arrives_exactly_once()
    {
        var refused = await RunAsync(LimitAnswer.Mail);

        Assert.All(refused, static attempt => Assert.Equal(
            (SmtpStage.Mail, $"451 {NodeSmtpSettings.TooManyConnections}", ReplyClass.ConnectionLimit), (attempt.Stage, attempt.Reply?.ToString(), attempt.Classification.Class)));
    }

    [Fact]
    public async Task Drops_before_the_banner_use_up_no_attempt_and_each_message_arrives_exactly_once()
    {
        var refused = await RunAsync(LimitAnswer.Drop);

        Assert.All(refused, static attempt => Assert.Equal((SmtpStage.Banner, null), (attempt.Stage, attempt.Reply)));
    }

    /// <returns>The attempts that found their connection refused.</returns>
    private static async Task<IReadOnlyList<AttemptRecord>> RunAsync(LimitAnswer answer)
    {
        await using var server = await NodeSmtpServer.StartAsync(
            new NodeSmtpSettings { Limit = Limit, LimitAnswer = answer, MessageDelay = TimeSpan.FromMilliseconds(50) }, Token);
        await server.ProveLimitAsync(Token);
        var observer = new CampaignObserver();
        await using var pacer = await ProviderPacer.StartNewAsync(
            Campaigns.Options(server.EndPoint, Campaigns.StartFarAbove), new PacerParts { Observers = [observer] }, Token);

        await pacer.EnqueueAsync(Campaigns.Messages(Count), Token);
        await observer.WaitUntilAsync(static all => all.Settled.Count == Count, "every recipient has its final status", TimeSpan.FromSeconds(150), Token);

        var path = Assert.Single(pacer.GetSnapshot().Paths);
        var counts = await server.GetCountsAsync(Token);
        var recipients = await server.GetRecipientsAsync(Token);
        var refused = await observer.WaitForRefusedAsync(counts.Refused, Token);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ceiling {path.Ceiling} ({path.Why}), {counts}"));
        Assert.All(observer.Settled, static settled => Assert.Equal((RecipientStatus.Delivered, 1), (settled.Recipient.Status, settled.Attempts)));
        Assert.Equal(Count, recipients.Count);
        Assert.All(recipients.Values, static times => Assert.Equal(1, times));
        Assert.Equal(Limit, counts.MaxOpen);
        Assert.True(counts.Refused > 0, "Nothing was refused: the campaign never met the limit.");
        Assert.Equal(counts.Refused, refused.Count);
        Assert.Equal(Count, observer.Attempts.Count - refused.Count);
        Assert.All(refused, static attempt => Assert.Equal(1, attempt.Attempt));
        return refused;
    }
}
