using System.Text.Json;

namespace Hotmail.Pacing.Tool.Tests;

public sealed class QueueTests : ToolTest
{
    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_delivery_is_listed_with_all_that_is_known_of_it(bool running)
    {
        await using Owner owner = await StartAsync(running);

        JsonElement list = (await RunAsync("queue", "list", "--campaign", "spring", "--json")).Done().Json;

        Assert.False(list.GetProperty("more").GetBoolean());
        JsonElement delivery = Assert.Single(list.GetProperty("deliveries").EnumerateArray());
        Assert.Equal((1, 1), (delivery.GetProperty("id").GetInt64(), delivery.GetProperty("message_id").GetInt64()));
        string[] names = ["group", "source", "domain", "state", "priority", "engagement", "campaign", "sender"];
        Assert.Equal(
            ["microsoft-consumer", "main", "hotmail.com", "deferred", "bulk", "engaged", "spring", "news@sender.example"],
            names.Select(name => delivery.GetProperty(name).GetString()));
        Assert.Equal(1, delivery.GetProperty("attempts").GetInt32());
        Assert.Equal("ann@hotmail.com", Assert.Single(delivery.GetProperty("recipients").EnumerateArray()).GetString());
        Assert.InRange(delivery.GetProperty("due_at").GetDateTimeOffset() - Now, TimeSpan.FromMinutes(50), TimeSpan.FromHours(1));
        Assert.EndsWith("Z", delivery.GetProperty("accepted_at").GetString(), StringComparison.Ordinal);
        JsonElement reply = delivery.GetProperty("last_reply");
        Assert.Equal((451, "4.7.652", "mail"), (reply.GetProperty("code").GetInt32(), reply.GetProperty("enhanced_code").GetString(), reply.GetProperty("stage").GetString()));
        Assert.Contains("S3115", reply.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Filters_choose()
    {
        await FillAsync();

        Assert.Equal("1 2 3", await ListAsync());
        Assert.Equal("3", await ListAsync("--group", "gmail"));
        Assert.Equal("1 2 3", await ListAsync("--source", "main"));
        Assert.Equal("", await ListAsync("--source", "other"));
        Assert.Equal("2 3", await ListAsync("--campaign", "summer"));
        Assert.Equal("2 3", await ListAsync("--message", "2"));
        Assert.Equal("1", await ListAsync("--state", "deferred"));
        Assert.Equal("", await ListAsync("--state", "in-progress"));
        Assert.Equal("1", await ListAsync("--older-than", "2h30m"));
        Assert.Equal("2", await ListAsync("--campaign", "summer", "--group", "microsoft-consumer"));
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_that_is_cut_says_so(bool running)
    {
        await using Owner owner = await StartAsync(running);

        JsonElement list = (await RunAsync("queue", "list", "--max", "2", "--json")).Done().Json;
        Assert.Equal((2, true), (list.GetProperty("deliveries").GetArrayLength(), list.GetProperty("more").GetBoolean()));
        Assert.Contains("these are the first 2", (await RunAsync("queue", "list", "--max", "2")).Done().Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task As_text_a_list_is_a_table_that_a_screen_cuts()
    {
        await FillAsync();

        string[] lines = (await RunAsync("queue", "list")).Done().Output.TrimEnd().Split(Environment.NewLine);
        Assert.Matches("^ID +GROUP +SOURCE +STATE +TRIES +AGE +DUE +CAMPAIGN +RECIPIENTS +LAST REPLY$", lines[0]);
        Assert.Matches(@"^ 1 +microsoft-consumer +main +deferred +1 +3h 0m +in 59m \d+s +spring +ann@hotmail\.com +451 4\.7\.652 The mail server .*\(S3115\)$", lines[1]);
        Assert.Matches(@"^ 2 +microsoft-consumer +main +queued +0 +\d+s +now +summer +bob@outlook\.com \+1$", lines[2]);

        ToolRun narrow = await RunWithAsync(static terminal => terminal with { Width = 120 }, "queue", "list", "--spool", Spool);
        Assert.All(narrow.Done().Output.Split(Environment.NewLine), static line => Assert.True(line.Length < 120, line));
        Assert.Contains("…", narrow.Output, StringComparison.Ordinal);
        Assert.Contains("No delivery matches.", (await RunAsync("queue", "list", "--campaign", "winter")).Done().Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_waits_for_later_is_made_due(bool running)
    {
        await using Owner owner = await StartAsync(running);

        Assert.Equal(1, (await RunAsync("queue", "retry", "--state", "deferred", "--json")).Done().Json.GetProperty("retried_deliveries").GetInt32());

        JsonElement delivery = (await RunAsync("queue", "list", "--campaign", "spring", "--json")).Done().Json.GetProperty("deliveries")[0];
        Assert.True(delivery.GetProperty("due_at").GetDateTimeOffset() <= Now);
        ToolRun nothing = await RunAsync("queue", "retry", "--group", "gmail");
        Assert.Equal((1, ""), (nothing.Code, nothing.Error));
        Assert.Contains("Nothing that matches", nothing.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_cancelled_is_gone(bool running)
    {
        await using Owner owner = await StartAsync(running);

        Assert.Equal(3, (await RunAsync("queue", "cancel", "--campaign", "summer", "--json")).Done().Json.GetProperty("cancelled_recipients").GetInt32());

        Assert.Equal("1", await ListAsync());
        Assert.Equal(1, (await RunAsync("queue", "cancel", "--campaign", "summer")).Code);
        Assert.Contains("Cancelled: 1 recipient.", (await RunAsync("queue", "cancel", "--all")).Done().Output, StringComparison.Ordinal);
        Assert.Equal("", await ListAsync());
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("n", 1)]
    [InlineData("", 1)]
    [InlineData("y", 0)]
    public async Task A_person_at_a_terminal_is_asked_first(string answer, int code)
    {
        await FillAsync();

        ToolRun run = await RunWithAsync(
            terminal => terminal with { IsInteractive = true, Input = new StringReader(answer + "\n") }, "queue", "cancel", "--all", "--spool", Spool);

        Assert.Equal((code, ""), (run.Code, run.Error));
        Assert.StartsWith("Cancel everything that waits? [y/N] ", run.Output, StringComparison.Ordinal);
        Assert.Equal(code == 0 ? "" : "1 2 3", await ListAsync());
    }

    [Fact(Timeout = HangAfter)]
    public async Task With_yes_nobody_is_asked()
    {
        await FillAsync();

        ToolRun run = await RunWithAsync(static terminal => terminal with { IsInteractive = true }, "queue", "cancel", "--all", "--yes", "--spool", Spool);

        Assert.Equal($"Cancelled: 4 recipients.{Environment.NewLine}", run.Done().Output);
    }

    /// <summary>The numbers of what matches.</summary>
    private async Task<string> ListAsync(params string[] filter) => string.Join(
        ' ', (await RunAsync(["queue", "list", "--json", .. filter])).Done().Json.GetProperty("deliveries").EnumerateArray().Select(static delivery => delivery.GetProperty("id").GetInt64()));
}
