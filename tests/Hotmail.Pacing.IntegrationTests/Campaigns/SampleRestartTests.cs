using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Hotmail.Pacing.IntegrationTests.Servers;

namespace Hotmail.Pacing.IntegrationTests.Campaigns;

/// <summary>The sample CampaignSender as a user runs it, killed in the middle of a campaign.</summary>
public sealed class SampleRestartTests : IDisposable
{
    private const int Count = 600;

    /// <summary>The connections that the shipped profile allows, and so the transactions that a kill can meet.</summary>
    private const int MostConnections = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ServerFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_campaign_that_was_killed_goes_on_from_its_spool_and_reaches_everybody()
    {
        _folder.Write("recipients.csv", "Address\n" + string.Concat(Enumerable.Range(0, Count).Select(static number => $"r{number}@campaign.test\n")));
        _folder.Write("template.eml", "From: news@sender.test\nSubject: Hello\n\nHello {{Address}}\n");
        await using var server = await NodeSmtpServer.StartAsync(new NodeSmtpSettings { MessageDelay = TimeSpan.FromMilliseconds(50) }, Token);

        await using (var first = ServerProcess.Start([Sample(), .. Arguments(server)]))
        {
            await Campaigns.WaitUntilAsync(
                async () => (await server.GetCountsAsync(Token)).Messages >= Count / 4, () => $"the sample has sent a quarter. It says:\n{first.Output}", Patience, Token);
            await first.KillAsync();
        }

        await Campaigns.WaitUntilAsync(async () => (await server.GetCountsAsync(Token)).Open == 0, () => "the receiver has seen its end", Patience, Token);
        var counts = await server.GetCountsAsync(Token);
        var (code, account) = await RunAsync(server);

        var recipients = await server.GetRecipientsAsync(Token);
        var (settledBefore, delivered) = (account.GetProperty("settled_before").GetInt32(), account.GetProperty("delivered").GetInt32());
        var twice = recipients.Values.Sum() - recipients.Count;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{counts.Messages} received before the kill, {settledBefore} settled, {twice} twice"));
        Assert.Equal(0, code);
        Assert.InRange(counts.Messages, 1, Count - 1);
        Assert.Equal(Count, account.GetProperty("accepted").GetInt32());
        Assert.Equal(0, account.GetProperty("lost").GetInt32());
        Assert.Equal(Count, settledBefore + delivered);
        Assert.Equal(Count, recipients.Count);

        // What the receiver took, and the sender was killed before it had read the answer to.
        Assert.Equal(counts.Messages - settledBefore, twice);
        Assert.InRange(twice, 0, MostConnections);
    }

    private static string Sample()
    {
        // artifacts/bin/PROJECT/CONFIGURATION
        var configuration = new DirectoryInfo(AppContext.BaseDirectory);
        return Path.Combine(configuration.Parent!.Parent!.FullName, "CampaignSender", configuration.Name, "CampaignSender");
    }

    private string[] Arguments(NodeSmtpServer server) =>
    [
        "--plain", "--relay", $"127.0.0.1:{server.EndPoint.Port}", "--recipients", _folder.File("recipients.csv"), "--template", _folder.File("template.eml"),
        "--spool", _folder.File("spool.db"), "--picture", _folder.File("campaign.svg"),
    ];

    private async Task<(int Code, JsonElement Account)> RunAsync(NodeSmtpServer server)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        using var process = Process.Start(new ProcessStartInfo(Sample(), Arguments(server)) { RedirectStandardOutput = true })!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, JsonElement.Parse(output.TrimEnd().Split('\n')[^1]));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
