namespace Hotmail.Pacing.Tool.Tests;

public sealed class UsageTests : ToolTest
{
    [Theory(Timeout = HangAfter)]
    [InlineData("Which deliveries?", "queue", "cancel")]
    [InlineData("Which deliveries?", "queue", "retry", "--json")]
    [InlineData("--all excludes", "queue", "cancel", "--all", "--group", "gmail")]
    [InlineData("'soon' is no span of time", "queue", "list", "--older-than", "soon")]
    [InlineData("'0h' is no span of time", "pause", "gmail", "--for", "0h")]
    [InlineData("'tomorrow' is no time", "pause", "gmail", "--until", "tomorrow")]
    [InlineData("exclude each other", "pause", "gmail", "--for", "1h", "--until", "2030-01-01")]
    [InlineData("'lost' is no state", "queue", "list", "--state", "lost")]
    [InlineData("--max is at least 1", "queue", "list", "--max", "0")]
    [InlineData("--speed", "status", "--speed", "9")]
    [InlineData("Required", "pause")]
    [InlineData("Required", "queue")]
    public async Task A_mistake_is_named_and_nothing_is_done(string says, params string[] arguments)
    {
        await FillAsync();
        byte[] before = await File.ReadAllBytesAsync(Spool, Token);

        (await RunAsync(arguments)).Failed(2, says);

        Assert.Equal(before, await File.ReadAllBytesAsync(Spool, Token));
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_spool_is_named_by_an_option_or_a_variable()
    {
        await FillAsync();

        (await RunWithAsync(static terminal => terminal, "status")).Failed(2, "PACING_SPOOL");
        (await RunWithAsync(terminal => terminal with { Variable = name => name == "PACING_SPOOL" ? Spool : null }, "status")).Done();
        (await RunWithAsync(terminal => terminal with { Variable = static _ => "/nowhere" }, "status", "--spool", Spool)).Done();
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_spool_that_there_is_not_is_not_made()
    {
        (await RunAsync("status")).Failed(2, $"There is no spool {Spool}");
        (await RunWithAsync(static terminal => terminal, "status", "--spool", In("nowhere/spool.db"))).Failed(2, "There is no spool");

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Spool)!));
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("")]
    [InlineData("This is a letter, not a spool.")]
    public async Task A_file_that_is_no_spool_is_left_alone(string content)
    {
        await File.WriteAllTextAsync(Spool, content, Token);

        (await RunAsync("queue", "list")).Failed(2, "is no spool");

        Assert.Equal([Spool], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Spool)!));
        Assert.Equal(content, await File.ReadAllTextAsync(Spool, Token));
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("list", "show", "retry", "cancel", "move", "export")]
    public async Task Help_names_the_verbs(params string[] verbs)
    {
        ToolRun help = (await RunWithAsync(static terminal => terminal, "queue", "--help")).Done();

        Assert.All(verbs, verb => Assert.Contains($"  {verb}", help.Output, StringComparison.Ordinal));
        Assert.Contains("--spool", help.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData(true, "status")]
    [InlineData(true, "queue", "show")]
    [InlineData(true, "pause")]
    [InlineData(true, "resume")]
    [InlineData(false)]
    [InlineData(false, "check", "domain")]
    [InlineData(false, "check", "message")]
    [InlineData(false, "dmarc", "report")]
    [InlineData(false, "complaints", "report")]
    public async Task Only_what_looks_into_a_spool_has_the_options_of_one(bool looks, params string[] verb)
    {
        ToolRun help = (await RunWithAsync(static terminal => terminal, [.. verb, "--help"])).Done();

        Assert.Equal((looks, looks), (help.Output.Contains("--spool", StringComparison.Ordinal), help.Output.Contains("--timeout", StringComparison.Ordinal)));
        Assert.Contains("--json", help.Output, StringComparison.Ordinal);
        Assert.Contains($"  {string.Join(' ', (string[])["pacing", .. verb])} ", help.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_version_is_the_packages() =>
        Assert.Matches(@"^\d+\.\d+\.\d+\S*\s*$", (await RunWithAsync(static terminal => terminal, "--version")).Done().Output);

    [Theory(Timeout = HangAfter)]
    [InlineData("--spool", "check", "domain", "example.com", "--spool", "spool.db")]
    [InlineData("--spool", "dmarc", "report", ".", "--spool", "spool.db")]
    [InlineData("--timeout", "complaints", "report", ".", "--timeout", "3s")]
    [InlineData("--spool", "dmarc", "--spool", "spool.db", "report", ".")]
    [InlineData("--spool", "--spool", "spool.db", "check", "domain", "example.com")]
    public async Task What_needs_no_spool_takes_none(string says, params string[] arguments) => (await RunWithAsync(static terminal => terminal, arguments)).Failed(2, says);
}
