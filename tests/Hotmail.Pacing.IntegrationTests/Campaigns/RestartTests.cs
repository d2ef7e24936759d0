using System.Globalization;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

public sealed class RestartTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_killed_in_the_middle_loses_nothing_and_only_an_unanswered_message_comes_twice()
    {
        const int Count = 300;
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { MessageDelay = TimeSpan.FromMilliseconds(50) }, Token);
        var observer = new CampaignObserver();
        await using var pacer = await ProviderPacer.StartNewAsync(
            Campaigns.Options(server.EndPoint, static group =>
            {
                group.StartConnections = 4;
                group.MaxParallelConnections = 4;
                group.MaxMessagesPerConnection = 10;
            }),
            new PacerParts { Observers = [observer] },
            Token);

        await pacer.EnqueueAsync(Campaigns.Messages(Count), Token);
        await observer.WaitUntilAsync(static all => all.Settled.Count >= 100, "a third is settled", TimeSpan.FromSeconds(30), Token);
        await server.KillAsync();
        var settledBefore = observer.Settled.Count;
        await observer.WaitUntilAsync(
            static all => all.Attempts.Any(static attempt => attempt.Classification.Class != ReplyClass.Success), "the pacer saw that the server is gone", TimeSpan.FromSeconds(30), Token);
        await server.StartAsync(Token);
        await observer.WaitUntilAsync(static all => all.Settled.Count == Count, "every recipient has its final status", TimeSpan.FromSeconds(60), Token);

        var recipients = await server.GetRecipientsAsync(Token);

        // An end of data without an answer: the server may have taken the message, so it comes again. RFC 5321 §4.5.3.2 obliges the sender to that.
        var unanswered = observer.Attempts
            .Where(static attempt => attempt is { Stage: SmtpStage.EndOfData, Reply: null })
            .SelectMany(static attempt => attempt.Recipients, static (_, recipient) => recipient.Address)
            .ToHashSet();
        var twice = recipients.Where(static recipient => recipient.Value > 1).Select(static recipient => recipient.Key).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"killed at {settledBefore}; {observer.Attempts.Count} attempts, {unanswered.Count} unanswered, {twice.Length} twice, {observer.Attempts.Count(static attempt => attempt.ConnectionRefused)} not connected"));
        Assert.True(settledBefore < Count, "The campaign was over before the server was killed.");
        Assert.All(observer.Settled, static settled => Assert.Equal(RecipientStatus.Delivered, settled.Recipient.Status));
        Assert.Equal(Count, observer.Settled.Select(static settled => settled.Recipient.Address).Distinct().Count());
        Assert.Equal(Count, recipients.Count);
        Assert.Subset(unanswered, twice.ToHashSet());
        Assert.All(recipients.Values, static times => Assert.InRange(times, 1, 2));
    }
}
