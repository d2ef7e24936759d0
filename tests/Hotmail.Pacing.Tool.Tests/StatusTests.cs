using System.Globalization;
using System.Text.Json;

namespace Hotmail.Pacing.Tool.Tests;

public sealed class StatusTests : ToolTest
{
    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Paths_are_shown_with_what_waits_there_and_why(bool running)
    {
        await using Owner owner = await StartAsync(running);

        JsonElement status = (await RunAsync("status", "--json")).Done().Json;

        Assert.Equal(Spool, status.GetProperty("spool").GetString());
        Assert.Equal(running ? Environment.ProcessId : null, status.GetProperty("owner_process_id").Deserialize<int?>());
        Assert.Equal(TimeSpan.Zero, status.GetProperty("at").GetDateTimeOffset().Offset);
        JsonElement[] paths = [.. status.GetProperty("paths").EnumerateArray()];
        Assert.Equal(["gmail", "microsoft-consumer"], paths.Select(static path => path.GetProperty("group").GetString()));
        JsonElement microsoft = paths[1];
        Assert.Equal("main", microsoft.GetProperty("source").GetString());
        Assert.Equal("paused", microsoft.GetProperty("phase").GetString());
        Assert.Equal(17, microsoft.GetProperty("ceiling").GetInt32());
        Assert.Equal(0, microsoft.GetProperty("open").GetInt32());
        Assert.Equal(JsonValueKind.Null, microsoft.GetProperty("paused_until").ValueKind);
        Assert.Contains("Paused by the test.", microsoft.GetProperty("why").GetString(), StringComparison.Ordinal);
        Assert.InRange(Now - microsoft.GetProperty("oldest_accepted_at").GetDateTimeOffset(), TimeSpan.FromHours(3), TimeSpan.FromHours(4));
        JsonElement depth = Assert.Single(microsoft.GetProperty("depths").EnumerateArray());
        Assert.Equal("""{"engagement":"engaged","queued":1,"deferred":1,"in_progress":0}""", depth.GetRawText().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task As_text_it_is_a_table_with_the_reasons_below(bool running)
    {
        await using Owner owner = await StartAsync(running);

        string[] lines = (await RunAsync("status")).Done().Output.TrimEnd().Split(Environment.NewLine);

        string who = running ? $"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} sends from it" : "stopped: nobody sends from it";
        Assert.Equal($"{Spool}: {who}", lines[0]);
        Assert.Equal("GROUP               SOURCE  PHASE   OPEN  CEILING  OLDEST  ENGAGEMENT  QUEUED  DEFERRED  IN PROGRESS", lines[2]);
        Assert.StartsWith("microsoft-consumer  main    paused     0       17   3h 0m  engaged          1         1            0", lines[4], StringComparison.Ordinal);
        Assert.StartsWith("gmail from main: Paused until somebody resumes it. Paused by the test.", lines[6], StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_spool_without_mail_and_paths_says_so()
    {
        await (await OpenAsync()).DisposeAsync();

        Assert.Contains("It has no mail, and remembers no path.", (await RunAsync("status")).Done().Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_paused_path_without_mail_is_shown_also_after_a_restart()
    {
        await using (Owner first = await StartAsync(running: true))
        {
            await first.Pacer!.PauseAsync("yahoo", Token);
        }

        await using Owner again = await Owner.StartAsync(Spool, Token);
        JsonElement yahoo = (await RunAsync("status", "--json")).Done().Json.GetProperty("paths").EnumerateArray()
            .Single(static path => path.GetProperty("group").GetString() == "yahoo");
        Assert.Equal("paused", yahoo.GetProperty("phase").GetString());
        Assert.Empty(yahoo.GetProperty("depths").EnumerateArray());
    }
}
