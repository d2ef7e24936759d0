using System.Text.Json;

namespace Hotmail.Pacing.Tool.Tests;

/// <summary>One delivery, moves and exports.</summary>
public sealed class ShowTests : ToolTest
{
    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_is_shown_with_its_attempts(bool running)
    {
        await using Owner owner = await StartAsync(running);

        JsonElement shown = (await RunAsync("queue", "show", "1", "--json")).Done().Json;

        Assert.Equal("spring", shown.GetProperty("delivery").GetProperty("campaign").GetString());
        JsonElement attempt = Assert.Single(shown.GetProperty("attempts").EnumerateArray());
        Assert.Equal((1, "mx1.hotmail.com", 1.5), (attempt.GetProperty("number").GetInt32(), attempt.GetProperty("host").GetString(), attempt.GetProperty("duration_seconds").GetDouble()));
        Assert.Equal(("connection_limit", "mail", "none"), (Text(attempt, "class"), Text(attempt, "stage"), Text(attempt, "failure")));
        Assert.Equal("192.0.2.7:25", Text(attempt, "end_point"));
        Assert.Equal(451, attempt.GetProperty("reply").GetProperty("code").GetInt32());
        JsonElement recipient = Assert.Single(attempt.GetProperty("recipients").EnumerateArray());
        Assert.Equal(("ann@hotmail.com", "deferred"), (Text(recipient, "address"), Text(recipient, "status")));

        string output = (await RunAsync("queue", "show", "1")).Done().Output;
        Assert.Contains("Delivery 1 of message 1", output, StringComparison.Ordinal);
        Assert.Contains("  waiting     ann@hotmail.com", output, StringComparison.Ordinal);
        Assert.Matches(@"\n  1  [-0-9]+ [:0-9]+Z  main +mx1\.hotmail\.com  mail +1\.5s  connection_limit +451 4\.7\.652 The mail", output);
        Assert.Contains("No attempt is remembered.", (await RunAsync("queue", "show", "2")).Done().Output, StringComparison.Ordinal);
        (await RunAsync("queue", "show", "99")).Failed(1, "delivery 99 is not in the queue");
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Deliveries_are_chosen_by_number_and_domain(bool running)
    {
        await using Owner owner = await StartAsync(running);

        Assert.Equal("2", string.Join(' ', await NumbersAsync("--domain", "OUTLOOK.com")));
        Assert.Equal(3, (await RunAsync("queue", "cancel", "3", "2", "2", "99", "--json")).Done().Json.GetProperty("cancelled_recipients").GetInt32());
        Assert.Equal("1", string.Join(' ', await NumbersAsync()));
        Assert.Equal(1, (await RunAsync("queue", "retry", "99")).Code);
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_waits_is_moved_to_another_source_by_a_host_that_runs()
    {
        await FillAsync();
        await using Owner owner = await Owner.StartAsync(Spool, Token, sources: ["main", "second"]);
        await owner.Pacer!.PauseAsync("microsoft-consumer", Token);

        Assert.Equal(2, (await RunAsync("queue", "move", "--group", "microsoft-consumer", "--to-source", "second", "--json")).Done().Json.GetProperty("moved_deliveries").GetInt32());

        Assert.Equal("1 2", string.Join(' ', await NumbersAsync("--source", "second")));
        (await RunAsync("queue", "move", "3", "--to-source", "third")).Failed(1, "There is no egress source 'third'");
        (await RunAsync("queue", "move", "3")).Failed(2, "--to-source");
    }

    [Fact(Timeout = HangAfter)]
    public async Task Without_its_host_nothing_is_moved_for_the_sources_are_not_known()
    {
        await FillAsync();

        (await RunAsync("queue", "move", "--all", "--to-source", "second")).Failed(1, "while the host is stopped");
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Messages_are_exported_byte_for_byte_with_who_is_still_to_get_them(bool running)
    {
        await using Owner owner = await StartAsync(running);

        JsonElement report = (await RunAsync("queue", "export", "--all", "--to", In("out"), "--json")).Done().Json;

        Assert.Equal((2, 0), (report.GetProperty("exported_messages").GetInt32(), report.GetProperty("not_exported_messages").GetInt32()));
        Assert.Equal(["1.eml", "1.json", "2.eml", "2.json"], Directory.EnumerateFiles(In("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal("Subject: test\r\n\r\nHello.\r\n", await File.ReadAllTextAsync(In("out/1.eml"), Token));
        using JsonDocument envelope = JsonDocument.Parse(await File.ReadAllTextAsync(In("out/2.json"), Token));
        Assert.Equal(
            ["bob@outlook.com", "ben@outlook.com", "cid@gmail.com"],
            envelope.RootElement.GetProperty("deliveries").EnumerateArray().SelectMany(static delivery => delivery.GetProperty("recipients").EnumerateArray()).Select(static address => address.GetString()));
        Assert.Equal("1 2 3", string.Join(' ', await NumbersAsync()));

        ToolRun again = await RunAsync("queue", "export", "1", "--to", In("out"));
        Assert.Equal(1, again.Code);
        Assert.Contains("is there already", again.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing that matches", (await RunAsync("queue", "export", "--campaign", "winter", "--to", In("none"))).Output, StringComparison.Ordinal);
        (await RunAsync("queue", "export", "--all", "--to", Path.Combine(Spool, "folder"))).Failed(1, "spool.db");
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<long[]> NumbersAsync(params string[] filter) =>
        [.. (await RunAsync(["queue", "list", "--json", .. filter])).Done().Json.GetProperty("deliveries").EnumerateArray().Select(static delivery => delivery.GetProperty("id").GetInt64())];
}
