using System.Text.Json;

namespace Hotmail.Pacing.Tool.Tests;

public sealed class ComplaintReportTests : ToolTest
{
    private const string Header = "IP Address,Activity Start,Activity End,RCPT commands,DATA commands,Message recipients,Filter result,Complaint rate,Trap message start,Trap message end,Trap hits,Sample HELO,Sample MAIL FROM,Comments\r\n";

    private const string Row = "192.0.2.1,11/2/2026 12:00 AM,11/3/2026 12:00 AM,1000,900,950,YELLOW,< 0.1%,,,2,mail.shop.example,news@shop.example,\r\n";

    [Fact(Timeout = HangAfter)]
    public async Task The_JSON_has_complaints_and_SNDS_data_by_address_and_day()
    {
        string arf = Write("in/a.eml", Arf("192.0.2.1", "spring:shop:bulk:1"));
        string status = Write("in/b.csv", "192.0.2.0,192.0.2.3,Yes,Blocked due to user complaints\r\n");
        string data = Write("in/c.csv", Row + "2001:db8::1,11/2/2026 12:00 AM,,5,5,5,GREEN,0%,,,0,,,\r\n");

        ToolRun run = (await ReportAsync("--json", In("in"))).Done();

        JsonElement json = run.Json;
        Assert.Equal(["complaints", "unattributed", "other_reports", "days", "campaigns", "blocks", "issues", "errors"], json.EnumerateObject().Select(static member => member.Name));
        Assert.Equal((1, 0, 0), (json.GetProperty("complaints").GetInt64(), json.GetProperty("unattributed").GetInt64(), json.GetProperty("other_reports").GetInt64()));
        Assert.Equal(
            """[{"ip":"192.0.2.1","day":"2026-11-02","complaints":1,"snds":{"complaint_rate":{"lower":0,"upper":0.001},"filter_result":"yellow","rcpt_commands":1000,"data_commands":900,"message_recipients":950,"trap_hits":2,"sample_helo":"mail.shop.example","sample_mail_from":"news@shop.example","comments":null}},"""
            + """{"ip":"2001:db8::1","day":"2026-11-02","complaints":0,"snds":{"complaint_rate":{"lower":0,"upper":0},"filter_result":"green","rcpt_commands":5,"data_commands":5,"message_recipients":5,"trap_hits":0,"sample_helo":null,"sample_mail_from":null,"comments":null}}]""",
            Text(json, "days"));
        Assert.Equal("""[{"campaign":"spring","complaints":1}]""", Text(json, "campaigns"));
        Assert.Equal("""[{"first":"192.0.2.0","last":"192.0.2.3","is_blocked":true,"details":"Blocked due to user complaints"}]""", Text(json, "blocks"));
        Assert.Equal(
            ["complaints-blocked-address critical", "complaints-filter-yellow warning", "complaints-trap-hits warning"],
            json.GetProperty("issues").EnumerateArray().Select(static issue => $"{issue.GetProperty("code").GetString()} {issue.GetProperty("severity").GetString()}"));
        Assert.Equal("[]", Text(json, "errors"));
        Assert.All([arf, status, data], static file => Assert.True(File.Exists(file)));
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_text_has_the_sums_then_days_then_campaigns_then_issues_then_errors()
    {
        string arf = Write("a.eml", Arf("192.0.2.1", "spring:shop:bulk:1") );
        string data = Write("b.csv", Header + Row);
        string empty = Write("c.csv", "");

        ToolRun run = await ReportAsync(arf, data, empty);

        Assert.Equal((1, ""), (run.Code, run.Error));
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal("1 complaint, 0 of them of no known campaign. SNDS: 1 address and day.", lines[0]);
        Assert.Matches("^DAY +ADDRESS +COMPLAINTS +COMPLAINT RATE +FILTER +RCPT +DATA +RECIPIENTS +TRAP HITS$", lines[2]);
        Assert.Matches("^2026-11-02 +192.0.2.1 +1 +< 0.1% +yellow +1000 +900 +950 +2$", lines[3]);
        Assert.Equal(["", "CAMPAIGN  COMPLAINTS", "spring             1", "", "WARNING complaints-filter-yellow: 192.0.2.1"], lines[4..9]);
        Assert.Equal(["  found:", "  why:  ", "  fix:  "], lines[9..12].Select(static line => line[..8]));
        Assert.Equal(["1 error:", $"{empty}: byte 0: It is empty.", ""], lines[^3..]);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("001.eml")]
    [InlineData("002.eml")]
    [InlineData("003.eml")]
    [InlineData("jmrp-old-22.eml")]
    [InlineData("jmrp-old-23.eml")]
    [InlineData("jmrp-2026-synthesised.eml")]
    public async Task Public_complaints_are_known_as_such(string name)
    {
        JsonElement json = (await ReportAsync("--json", Path.Combine(IntegrationTests.Servers.Requires.RepositoryFolder, "tests/data/arf", name))).Done().Json;

        Assert.InRange(json.GetProperty("complaints").GetInt64() + json.GetProperty("other_reports").GetInt64(), 1, 100);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("letter.txt", "A letter without a header", "It is neither an e-mail nor SNDS data.", "byte 0")]
    [InlineData("table.csv", "name,age,town,street,house,floor\nann,7,ulm,a,b,c\n", "It is no SNDS data", "line 1, column 1")]
    [InlineData("licence.txt", "Copyright (c) 2020, Somebody\n\nPermission, free of charge, is granted.\n", "It is neither an e-mail nor SNDS data.", "byte 0")]
    [InlineData("blank.txt", " \r\n \r\n", "It is empty.", "byte 0")]
    [InlineData("report.xml", "<feedback></feedback>", "It is neither an e-mail nor SNDS data.", "byte 0")]
    [InlineData("mail.eml", "From: a@example.com\r\nSubject: Hello\r\n\r\nHello.\r\n", "complaint", "byte 0")]
    [InlineData("row.csv", "192.0.2.1,yesterday,,1,1,1,GREEN,,,,,,,\r\n", "yesterday", "line 1, column 2")]
    public async Task What_is_neither_is_an_error_and_the_rest_is_read(string name, string content, string says, string position)
    {
        string file = Write(name, content);
        string data = Write("good.csv", "\uFEFF2001:db8::1" + Row["192.0.2.1".Length..]);

        ToolRun run = await ReportAsync("--json", file, In("nowhere"), data);

        Assert.Equal((1, ""), (run.Code, run.Error));
        JsonElement[] errors = [.. run.Json.GetProperty("errors").EnumerateArray()];
        Assert.Equal([file, In("nowhere")], errors.Select(static error => error.GetProperty("file").GetString()));
        Assert.Equal(["file", "reason", "position"], errors[0].EnumerateObject().Select(static member => member.Name));
        Assert.Equal(position, errors[0].GetProperty("position").GetString());
        Assert.Contains(says, errors[0].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Single(run.Json.GetProperty("days").EnumerateArray());
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_strangers_words_cannot_steer_the_terminal()
    {
        string data = Write("a.csv", Row.Replace("mail.shop.example", "\u001B[2J\u009B", StringComparison.Ordinal));
        string status = Write("b.csv", "192.0.2.0,192.0.2.3,Yes,Because \u001B[2J\u009B\u0007\r\n");
        string mail = Write("c.eml", Arf("192.0.2.1", "spr\u001B[2J\u0007ing"));

        foreach (string[] form in (string[][])[[], ["--json"]])
        {
            ToolRun run = await ReportAsync([data, status, mail, .. form]);
            Assert.NotEqual("", run.Output);
            Assert.DoesNotContain(run.Output.ReplaceLineEndings("\n"), static letter => char.IsControl(letter) && letter != '\n');
        }
    }

    [Fact(Timeout = HangAfter)]
    public async Task Of_many_days_the_text_has_the_last_ones()
    {
        string data = Write("a.csv", string.Concat(Enumerable.Range(1, 31).Select(static day => Row.Replace("11/2/2026", $"10/{day}/2026", StringComparison.Ordinal))));

        string text = (await ReportAsync(data)).Done().Output;

        Assert.DoesNotContain("2026-10-01  192.0.2.1", text, StringComparison.Ordinal);
        Assert.Contains("2026-10-02  192.0.2.1", text, StringComparison.Ordinal);
        Assert.Contains("2026-10-31  192.0.2.1", text, StringComparison.Ordinal);
        Assert.Contains("… and 1 before them, all of which --json has.", text, StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Interrupted_it_says_so_and_prints_nothing_else() =>
        (await RunWithAsync(static terminal => terminal, new CancellationToken(canceled: true), "complaints", "report", Write("a.csv", Row))).Failed(1, "interrupted");

    [Theory(Timeout = HangAfter)]
    [InlineData("Required", "complaints", "report")]
    [InlineData("Required", "complaints")]
    [InlineData("--fast", "complaints", "report", "--fast", "x")]
    public async Task A_mistake_is_named(string says, params string[] arguments) => (await RunWithAsync(static terminal => terminal, arguments)).Failed(2, says);

    private static Task<ToolRun> ReportAsync(params string[] arguments) => RunWithAsync(static terminal => terminal, ["complaints", "report", .. arguments]);

    private static string Text(JsonElement json, string member) => JsonSerializer.Serialize(json.GetProperty(member));

    private string Write(string name, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(name))!);
        File.WriteAllText(In(name), content);
        return In(name);
    }

    private static string Arf(string address, string feedbackId) => string.Join(
        "\r\n",
        "From: <abuse@receiver.example>",
        "To: <fbl@shop.example>",
        "Subject: complaint",
        "MIME-Version: 1.0",
        "Content-Type: multipart/report; report-type=feedback-report; boundary=\"b\"",
        "",
        "--b",
        "Content-Type: text/plain",
        "",
        "A complaint.",
        "--b",
        "Content-Type: message/feedback-report",
        "",
        "Feedback-Type: abuse",
        "User-Agent: Receiver/1",
        "Version: 1",
        $"Source-IP: {address}",
        "Arrival-Date: Mon, 02 Nov 2026 10:00:00 +0000",
        "",
        "--b",
        "Content-Type: text/rfc822-headers",
        "",
        "From: <news@shop.example>",
        $"Feedback-ID: {feedbackId}",
        "Message-ID: <1@shop.example>",
        "",
        "--b--",
        "");
}
