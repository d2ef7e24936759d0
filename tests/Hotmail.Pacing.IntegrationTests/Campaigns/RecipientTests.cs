using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

public sealed class RecipientTests
{
    private const string Bad = $"bad@{Campaigns.Group}";
    private const string First = $"first@{Campaigns.Group}";
    private const string Last = $"last@{Campaigns.Group}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_bad_mailbox_of_three_fails_with_its_reply_and_the_others_get_the_message_once()
    {
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings(), Token);
        await server.SetReplyAsync(Bad, 550, "5.1.1 Mailbox unavailable", times: null, Token);
        var observer = new CampaignObserver();
        await using var pacer = await ProviderPacer.StartNewAsync(Campaigns.Options(server.EndPoint), new PacerParts { Observers = [observer] }, Token);

        var result = await pacer.SendAsync(Campaigns.Message(First, Bad, Last), Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        await observer.WaitUntilAsync(static all => all.Settled.Count == 3, "all three are settled", TimeSpan.FromSeconds(10), Token);

        Assert.Equal([First, Bad, Last], result.Recipients.Select(static recipient => recipient.Address));
        Assert.Equal([RecipientStatus.Delivered, RecipientStatus.Failed, RecipientStatus.Delivered], result.Recipients.Select(static recipient => recipient.Status));
        var failed = result.Recipients[1];
        Assert.Equal("550 5.1.1 Mailbox unavailable", failed.Reply?.ToString());
        Assert.Equal(SmtpStage.Rcpt, failed.Reply?.Stage);
        Assert.Equal(ReplyClass.BadMailbox, failed.Class);
        Assert.Equal("250 2.0.0 Queued", result.Recipients[0].Reply?.ToString());
        Assert.Single(observer.Attempts);
        Assert.Equal(
            [(Bad, RecipientStatus.Failed), (First, RecipientStatus.Delivered), (Last, RecipientStatus.Delivered)],
            observer.Settled.Select(static settled => (settled.Recipient.Address, settled.Recipient.Status)).Order());
        Assert.Equal(new Dictionary<string, int> { [First] = 1, [Last] = 1 }, await server.GetRecipientsAsync(Token));
        Assert.Empty(await pacer.ListAsync(DeliveryFilter.All, cancellationToken: Token));
    }
}
