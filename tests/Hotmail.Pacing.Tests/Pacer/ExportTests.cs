using System.Text.Json;
using Hotmail.Pacing.Queues;
using static Hotmail.Pacing.Tests.Pacer.PacerHarness;

namespace Hotmail.Pacing.Tests.Pacer;

public sealed class ExportTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("hotmail-pacing-export-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Folder => Path.Combine(_root.FullName, "stuck", "mail");

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public async Task A_message_is_written_once_and_byte_for_byte_with_its_deliveries_beside_it()
    {
        await using var harness = await StartAsync();
        byte[] bytes = [.. "Subject: caf\u00e9\r\n\r\n.dot\r\n"u8, 0xE9, 0x00, 0xFF, .. "\r\n"u8];
        var message = Later(harness, "b@two.example", "\"a+x/../\"@one.example", "c@one.example") with { Content = MessageContent.FromBytes(bytes), Campaign = "spring \u00fc" };
        var receipt = await harness.Pacer.EnqueueAsync(message, Token);
        await harness.EnqueueAsync(Later(harness, "d@two.example"));

        var result = await harness.Pacer.ExportAsync(new DeliveryFilter { MessageId = receipt.MessageId }, Folder, Token);

        Assert.Equal((1, 0, 0), (result.Exported, result.NotExported, result.Problems.Count));
        Assert.Equal([$"{receipt.MessageId}.eml", $"{receipt.MessageId}.json"], Files());
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(Folder, $"{receipt.MessageId}.eml"), Token));
        using var envelope = await ReadAsync(receipt.MessageId);
        Assert.Equal(receipt.MessageId.Value, envelope.RootElement.GetProperty("message").GetInt64());
        JsonElement[] deliveries = [.. envelope.RootElement.GetProperty("deliveries").EnumerateArray()];
        Assert.Equal(receipt.Deliveries.Select(static id => id.Value), deliveries.Select(static delivery => delivery.GetProperty("delivery").GetInt64()));
        var one = deliveries.Single(static delivery => delivery.GetProperty("group").GetString() == "one");
        Assert.Equal(["\"a+x/../\"@one.example", "c@one.example"], one.GetProperty("recipients").EnumerateArray().Select(static recipient => recipient.GetString()));
        Assert.Equal(("sender@example.org", "relay", "one.example", "spring \u00fc"), (Text(one, "sender"), Text(one, "source"), Text(one, "domain"), Text(one, "campaign")));
        Assert.Equal(("Queued", 0, null), (Text(one, "state"), one.GetProperty("attempts").GetInt32(), Text(one, "lastReply")));
        Assert.Equal(harness.Time.GetUtcNow().AddHours(1), one.GetProperty("dueAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task All_that_matches_is_written_over_many_pages_and_a_message_of_many_deliveries_once()
    {
        await using var harness = await StartAsync();
        await harness.EnqueueAsync([.. Enumerable.Range(0, 250).Select(number => Later(harness, $"{number}@one.example"))]);
        var wide = await harness.Pacer.EnqueueAsync(Later(harness, [.. Enumerable.Range(0, 120).Select(static number => $"a@d{number}.example")]), Token);
        await harness.EnqueueAsync([.. Enumerable.Range(0, 10).Select(number => Later(harness, $"{number}@one.example"))]);

        var result = await harness.Pacer.ExportAsync(DeliveryFilter.All, Folder, Token);

        Assert.Equal((261, 0), (result.Exported, result.NotExported));
        Assert.Equal(2 * 261, Files().Length);
        using var envelope = await ReadAsync(wide.MessageId);
        Assert.Equal(120, envelope.RootElement.GetProperty("deliveries").GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_is_there_is_left_as_it_is_and_named()
    {
        await using var harness = await StartAsync();
        var first = await harness.Pacer.EnqueueAsync(Later(harness, "a@one.example"), Token);
        var second = await harness.Pacer.EnqueueAsync(Later(harness, "b@one.example"), Token);
        var third = await harness.Pacer.EnqueueAsync(Later(harness, "c@one.example"), Token);
        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(Path.Combine(Folder, $"{first.MessageId}.eml"), "another", Token);
        await File.WriteAllTextAsync(Path.Combine(Folder, $"{second.MessageId}.json"), "another", Token);

        var result = await harness.Pacer.ExportAsync(DeliveryFilter.All, Folder, Token);

        Assert.Equal((1, 2), (result.Exported, result.NotExported));
        Assert.Equal([first.MessageId, second.MessageId], result.Problems.Select(static problem => problem.MessageId));
        Assert.Contains($"{first.MessageId}.eml", result.Problems[0].Reason, StringComparison.Ordinal);
        Assert.Equal("another", await File.ReadAllTextAsync(Path.Combine(Folder, $"{first.MessageId}.eml"), Token));
        Assert.Equal("another", await File.ReadAllTextAsync(Path.Combine(Folder, $"{second.MessageId}.json"), Token));
        Assert.Equal([$"{first.MessageId}.eml", $"{second.MessageId}.json", $"{third.MessageId}.eml", $"{third.MessageId}.json"], Files());
    }

    [Fact]
    public async Task Of_messages_that_cannot_be_read_each_is_counted_and_the_first_thousand_are_named()
    {
        await using var harness = await StartAsync();
        await harness.EnqueueAsync([.. Enumerable.Range(0, 1_005).Select(number => Later(harness, $"{number}@one.example"))]);
        await harness.Pacer.ExportAsync(DeliveryFilter.All, Folder, Token);

        var again = await harness.Pacer.ExportAsync(DeliveryFilter.All, Folder, Token);

        Assert.Equal((0, 1_005, 1_000), (again.Exported, again.NotExported, again.Problems.Count));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_ends_the_export()
    {
        await using var harness = await StartAsync();
        await harness.EnqueueAsync(Later(harness, "a@one.example"));
        var file = Path.Combine(_root.FullName, "file");
        await File.WriteAllTextAsync(file, "", Token);

        await Assert.ThrowsAnyAsync<IOException>(() => harness.Pacer.ExportAsync(DeliveryFilter.All, file, Token));
    }

    private static OutboundMessage Later(PacerHarness harness, params IReadOnlyList<string> recipients) =>
        Message(recipients) with { NotBefore = harness.Time.GetUtcNow() + TimeSpan.FromHours(1) };

    private static string? Text(JsonElement element, string property) => element.GetProperty(property).GetString();

    private string[] Files() => [.. Directory.GetFiles(Folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private async Task<JsonDocument> ReadAsync(MessageId message) => JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Folder, $"{message}.json"), Token));
}
