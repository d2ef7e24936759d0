using System.Net;
using System.Text.Json;
using Hotmail.Pacing.Reputation.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Tool.Tests;

public sealed class DmarcReportTests : ToolTest
{
    [Fact(Timeout = HangAfter)]
    public async Task The_JSON_has_exactly_what_is_promised_of_each_report_and_error()
    {
        string report = Write("a.xml", Report("r-1", Record("192.0.2.1", 3, spf: "pass", dkim: "fail"), Record("192.0.2.2", 2)));
        string broken = Write("b.xml", "<feedback>\n<record></feedback>");

        ToolRun run = await ReportAsync("--json", report, broken);

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Equal(["reports", "sources", "errors"], run.Json.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            $$"""[{"file":"{{report}}","org":"receiver.example","report_id":"r-1","domain":"example.com","begin":1700000000,"end":1700086399,"records":2,"messages":5,"spf_aligned":3,"dkim_aligned":0,"dmarc_pass":3}]""",
            JsonSerializer.Serialize(run.Json.GetProperty("reports")));
        Assert.Equal(["192.0.2.1", "192.0.2.2"], run.Json.GetProperty("sources").EnumerateArray().Select(static source => source.GetProperty("ip").GetString()));
        JsonElement error = Assert.Single(run.Json.GetProperty("errors").EnumerateArray());
        Assert.Equal(["file", "reason", "position"], error.EnumerateObject().Select(static member => member.Name));
        Assert.Equal((broken, "line 2, column 11"), (error.GetProperty("file").GetString(), error.GetProperty("position").GetString()));
    }

    [Fact(Timeout = HangAfter)]
    public async Task Folders_are_read_with_all_that_is_in_them_in_one_order_each_time()
    {
        Directory.CreateDirectory(In("in/b"));
        Directory.CreateDirectory(In("in/empty"));
        string[] files = ["in/B.xml", "in/a.xml", "in/b/1.xml", "in/b/2.xml", "in/c.xml"];
        foreach (string file in files.Reverse())
        {
            Write(file, Report(file, Record("192.0.2.1", 1)));
        }

        ToolRun first = await ReportAsync("--json", In("in/c.xml"), In("in"));
        ToolRun second = await ReportAsync("--json", In("in/c.xml"), In("in"));

        Assert.Equal(["in/c.xml", .. files], Files(first, "reports").Select(file => Path.GetRelativePath(In(""), file)));
        Assert.Equal(first, second);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_link_to_a_folder_is_followed_only_where_it_is_given_itself()
    {
        Directory.CreateDirectory(In("in"));
        Write("in/a.xml", Report("a", Record("192.0.2.1", 1)));
        Directory.CreateSymbolicLink(In("in/loop"), In("in"));

        Assert.Equal([In("in/a.xml")], Files((await ReportAsync("--json", In("in"))).Done(), "reports"));
        Assert.Equal([In("in/loop/a.xml")], Files((await ReportAsync("--json", In("in/loop"))).Done(), "reports"));
    }

    [Fact(Timeout = HangAfter)]
    public async Task What_is_not_there_or_cannot_be_read_is_an_error_and_the_rest_is_read()
    {
        string report = Write("in/b.xml", Report("r", Record("192.0.2.1", 1)));
        File.CreateSymbolicLink(In("in/a.xml"), In("gone"));

        ToolRun run = await ReportAsync("--json", In("nowhere"), In("in"), "");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Equal([report], Files(run, "reports"));
        Assert.Equal([In("nowhere"), In("in/a.xml"), ""], Files(run, "errors"));
        Assert.All(run.Json.GetProperty("errors").EnumerateArray(), static error =>
        {
            Assert.Equal("byte 0", error.GetProperty("position").GetString());
            Assert.NotEqual("", error.GetProperty("reason").GetString());
        });
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_same_report_in_two_files_is_listed_twice_and_counts_once()
    {
        string one = Write("1.xml", Report("r", Record("192.0.2.1", 4)));
        string two = Write("2.xml", Report("r", Record("192.0.2.1", 4)));

        ToolRun json = await ReportAsync("--json", one, two);
        ToolRun text = await ReportAsync(one, two);

        Assert.Equal(0, json.Code);
        Assert.Equal([one, two], Files(json, "reports"));
        Assert.Equal(4, Assert.Single(json.Json.GetProperty("sources").EnumerateArray()).GetProperty("messages").GetInt64());
        Assert.Empty(Files(json, "errors"));
        string note = $"note: {two}: report r of receiver.example was read before, from {one}: it counts once in the sums.";
        Assert.Equal(note, json.Error.TrimEnd());
        Assert.Contains(note, text.Done().Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_text_has_reports_then_sources_the_worst_first_then_days_then_errors()
    {
        string report = Write("a.xml", Report("r", Record("192.0.2.1", 90, "pass", "pass"), Record("192.0.2.2", 10)));
        string empty = Write("b.xml", "");

        ToolRun run = await ReportAsync(report, empty);

        Assert.Equal((1, ""), (run.Code, run.Error));
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("1 report of 100 messages: 90.0% pass DMARC (SPF aligned 90.0%, DKIM aligned 90.0%).", lines[0]);
        Assert.Matches($"^{report} +receiver.example +example.com +2023-11-14 +100 +90.0% +90.0% +90.0%$", lines[3]);
        Assert.Matches("^192.0.2.2 +unverified +10 +10 ", lines[6]);
        Assert.Matches("^192.0.2.1 +verified +90 +0 ", lines[7]);
        Assert.Matches("^2023-11-14 +100 +10 +90.0%$", lines[10]);
        Assert.Equal("WARNING reports-unverified-source: 192.0.2.2", lines[12]);
        Assert.StartsWith("  found: 192.0.2.2: 10 of 10 messages", lines[13], StringComparison.Ordinal);
        Assert.Equal(["  why:", "  fix:"], lines[14..16].Select(static line => line[..6]));
        Assert.Equal(["", "1 error:", $"{empty}: byte 0: It is empty."], lines[16..19]);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Of_many_days_the_text_has_the_last_ones()
    {
        string[] reports = [.. Enumerable.Range(0, 33).Select(day => Write(
            $"in/{day}.xml", Report($"r{day}", Record("192.0.2.1", 1, "pass")).Replace("1700000000", (1_700_000_000 + (day * 86_400)).ToString(System.Globalization.CultureInfo.InvariantCulture))))];

        string text = (await ReportAsync(In("in"))).Done().Output;

        Assert.Equal(33, reports.Length);
        Assert.DoesNotContain("\n2023-11-16 ", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\n2023-11-17 ", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\n2023-12-16 ", text.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("… and 3 days before them.", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_reporter_without_a_name_is_called_unnamed()
    {
        string report = Report("r", Record("192.0.2.1", 1)).Replace("receiver.example", "");

        string text = (await ReportAsync(Write("1.xml", report), Write("2.xml", report))).Done().Output;

        Assert.Contains("  (unnamed)  example.com", text, StringComparison.Ordinal);
        Assert.Contains("report r of (unnamed) was read before", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_strangers_report_cannot_steer_the_terminal()
    {
        string report = Write("a.xml", Report("r", Record("192.0.2.1", 1)).Replace("receiver.example", "evil\u009B2J&#x85;\u202Eorg\n\n"));

        ToolRun run = (await ReportAsync(report)).Done();

        Assert.Contains("evil\uFFFD2J\uFFFD\uFFFDorg", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Output, static letter => letter is '\u009B' or '\u202E' or '\u0085');
    }

    [Fact(Timeout = HangAfter)]
    public async Task Interrupted_it_says_so_and_prints_nothing_else()
    {
        string report = Write("a.xml", Report("r", Record("192.0.2.1", 1)));

        (await RunWithAsync(static terminal => terminal, new CancellationToken(canceled: true), "dmarc", "report", report)).Failed(1, "interrupted");
    }

    [Fact(Timeout = HangAfter)]
    public async Task Sources_are_named_where_it_is_asked_for_and_approved_where_they_are_named()
    {
        string report = Write("a.xml", Report("r", Record("192.0.2.1", 20), Record("192.0.2.2", 20), Record("198.51.100.7", 20), Record("203.0.113.9", 20)));
        var dns = new Names(("1.2.0.192.in-addr.arpa", "mx1.shop.example"), ("2.2.0.192.in-addr.arpa", "mx2.shop.example"), ("mx1.shop.example", "192.0.2.1"), ("mx2.shop.example", "192.0.2.2"));

        ToolRun unasked = await ReportAsync(report, "--json", "--approve", "198.51.100.0/24", "--approve", "203.0.113.9");
        ToolRun named = await RunWithAsync(terminal => terminal with { Dns = () => dns }, "dmarc", "report", report, "--json", "--resolve", "--approve", "shop.example");

        Assert.Equal(["192.0.2.1 unverified", "192.0.2.2 unverified", "198.51.100.7 approved", "203.0.113.9 approved"], Groups(unasked));
        Assert.Equal(["shop.example approved", "shop.example approved", "198.51.100.7 unverified", "203.0.113.9 unverified"], Groups(named));
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_history_has_each_report_once_and_its_days_are_shown()
    {
        string old = Write("old.xml", Report("1", Record("192.0.2.1", 1)));
        string first = Write("first.xml", Report("2", Record("192.0.2.1", 10)).Replace("1700000000", "1710000000"));
        string second = Write("second.xml", Report("3", Record("192.0.2.1", 20, "pass")).Replace("1700000000", "1710100000"));
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_740_000_000));
        Task<ToolRun> AddAsync(params string[] arguments) => RunWithAsync(terminal => terminal with { Time = time }, ["dmarc", "report", .. arguments, "--history", In("reports.db")]);

        string[] added = (await AddAsync(first, old)).Done().Output.ReplaceLineEndings("\n").Split('\n');
        string[] again = (await AddAsync(first, second)).Done().Output.ReplaceLineEndings("\n").Split('\n');
        ToolRun json = (await AddAsync(second, "--json")).Done();

        Assert.Contains("History: 1 report added, 0 known before, 1 not kept (too old, or without a day). Its last days:", added);
        int start = Array.IndexOf(again, "History: 1 report added, 1 known before, 0 not kept (too old, or without a day). Its last days:");
        Assert.Matches("^2024-03-09 +10 +10 +0.0%$", again[start + 3]);
        Assert.Matches("^2024-03-10 +20 +0 +100.0%$", again[start + 4]);
        Assert.Equal(["reports", "sources", "errors"], json.Json.EnumerateObject().Select(static member => member.Name));
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_file_that_is_no_history_is_left_alone()
    {
        string report = Write("a.xml", Report("r", Record("192.0.2.1", 1)));
        string letter = Write("letter", "A letter.");

        (await ReportAsync(report, "--history", letter)).Failed(2, "is no database");
        (await ReportAsync(report, "--history", In("nowhere/reports.db"))).Failed(1, "cannot be used");

        Assert.Equal("A letter.", await File.ReadAllTextAsync(letter, Token));
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("Required", "dmarc", "report")]
    [InlineData("'me' is no network", "dmarc", "report", ".", "--approve", "me")]
    [InlineData("Required", "dmarc")]
    [InlineData("--fast", "dmarc", "report", "--fast", "x")]
    public async Task A_mistake_is_named(string says, params string[] arguments) => (await RunWithAsync(static terminal => terminal, arguments)).Failed(2, says);

    private static Task<ToolRun> ReportAsync(params string[] arguments) => RunWithAsync(static terminal => terminal, ["dmarc", "report", .. arguments]);

    private static IEnumerable<string> Files(ToolRun run, string list) => run.Json.GetProperty(list).EnumerateArray().Select(static item => item.GetProperty("file").GetString()!);

    private static IEnumerable<string> Groups(ToolRun run) =>
        run.Done().Json.GetProperty("sources").EnumerateArray().Select(static source => $"{source.GetProperty("group").GetString()} {source.GetProperty("standing").GetString()}");

    private string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllText(In(name), content);
        return In(name);
    }

    private static string Report(string id, params string[] records) =>
        $"""
        <feedback>
          <report_metadata><org_name>receiver.example</org_name><report_id>{id}</report_id><date_range><begin>1700000000</begin><end>1700086399</end></date_range></report_metadata>
          <policy_published><domain>example.com</domain><p>none</p></policy_published>
          {string.Concat(records)}
        </feedback>
        """;

    private static string Record(string ip, int count, string spf = "fail", string dkim = "fail") =>
        $"<record><row><source_ip>{ip}</source_ip><count>{count}</count><policy_evaluated><dkim>{dkim}</dkim><spf>{spf}</spf></policy_evaluated></row></record>";

    /// <summary>A DNS of names and addresses.</summary>
    private sealed class Names(params (string Name, string Value)[] records) : IDnsResolver
    {
        public ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
        {
            string? value = records.FirstOrDefault(record => record.Name == name).Value;
            DnsAnswer found = new() { Status = DnsAnswerStatus.Found };
            return ValueTask.FromResult(value is null ? DnsAnswer.NoName : kind == DnsRecordKind.Ptr ? found with { Names = [value] } : found with { Addresses = [IPAddress.Parse(value)] });
        }
    }
}
