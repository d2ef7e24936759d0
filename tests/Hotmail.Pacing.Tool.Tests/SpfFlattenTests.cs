using Hotmail.Pacing.Reputation.Dns;

namespace Hotmail.Pacing.Tool.Tests;

public sealed class SpfFlattenTests : ToolTest
{
    private readonly Zone _zone = new();

    [Fact(Timeout = HangAfter)]
    public async Task It_says_what_to_publish()
    {
        ToolRun run = (await FlattenAsync()).Done();

        Assert.Contains("example.com: 1 lookup before, 0 after", run.Output, StringComparison.Ordinal);
        Assert.Contains("example.com  \"v=spf1 ip4:192.0.2.1 ip4:198.51.100.0/24 -all\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("include:sender.example: 1 network from sender.example", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task An_earlier_plan_is_compared_and_a_stale_one_ends_with_1()
    {
        string plan = In("plan.json");
        await File.WriteAllTextAsync(plan, (await FlattenAsync("--json")).Done().Output, Token);

        ToolRun same = (await FlattenAsync("--plan", plan)).Done();
        _zone.Texts["sender.example"] = "v=spf1 ip4:203.0.113.0/24 -all";
        ToolRun stale = await FlattenAsync("--plan", plan);

        Assert.Contains("still right", same.Output, StringComparison.Ordinal);
        Assert.Equal((1, ""), (stale.Code, stale.Error));
        Assert.Contains("include:sender.example: added ip4:203.0.113.0/24 removed ip4:198.51.100.0/24", stale.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_silent_name_server_gives_no_record_and_a_file_that_is_no_plan_is_said()
    {
        _zone.Texts.Remove("sender.example");
        (await FlattenAsync()).Failed(1, "Try again later");
        string file = In("no-plan.json");
        await File.WriteAllTextAsync(file, "{]", Token);
        (await FlattenAsync("--plan", file)).Failed(2, "is no plan");
    }

    private async Task<ToolRun> FlattenAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal { Output = output, Error = error, Input = TextReader.Null, Dns = () => _zone };
        int code = await PacingTool.RunAsync(["spf", "flatten", "example.com", .. arguments], terminal, Token);
        return new ToolRun(code, output.ToString(), error.ToString());
    }

    private sealed class Zone : IDnsResolver
    {
        public Dictionary<string, string> Texts { get; } = new() { ["example.com"] = "v=spf1 ip4:192.0.2.1 include:sender.example -all", ["sender.example"] = "v=spf1 ip4:198.51.100.0/24 -all" };

        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) => ValueTask.FromResult(
            kind == DnsRecordKind.Txt && Texts.TryGetValue(name, out string? text) ? new DnsAnswer { Status = DnsAnswerStatus.Found, Texts = [text] } : DnsAnswer.Failed("No answer."));
    }
}
