using System.Text;
using System.Text.Json;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Tool.Tests.Check;

public sealed class CheckMessageTests : CheckTest
{
    private static readonly string[] s_sent = ["--address", Sent, "--ehlo", "mail.example.com"];

    [Fact(Timeout = HangAfter)]
    public async Task The_JSON_has_what_was_verified_the_score_and_the_issues()
    {
        string file = Write(Signed);

        JsonElement json = (await RunOverAsync(Zone(), ["check", "message", file, .. s_sent, "--json"])).Done().Json;

        Assert.Equal(
            ["file", "from_domain", "size", "score", "is_complete", "spf", "dkim", "dmarc", "issues"], json.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            (file, "example.com", Signed.Length, 100, true),
            (json.GetProperty("file").GetString(), json.GetProperty("from_domain").GetString(), json.GetProperty("size").GetInt32(), json.GetProperty("score").GetInt32(), json.GetProperty("is_complete").GetBoolean()));
        Assert.Equal(["verdict", "domain", "reason"], json.GetProperty("spf").EnumerateObject().Select(static member => member.Name));
        Assert.Equal(("pass", "example.com"), (json.GetProperty("spf").GetProperty("verdict").GetString(), json.GetProperty("spf").GetProperty("domain").GetString()));
        JsonElement signature = Assert.Single(json.GetProperty("dkim").EnumerateArray());
        Assert.Equal(["verdict", "domain", "selector", "algorithm", "bits", "failure", "reason", "position"], signature.EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            ("pass", "example.com", "s1", "rsa-sha256", 2048, "none"),
            (signature.GetProperty("verdict").GetString(), signature.GetProperty("domain").GetString(), signature.GetProperty("selector").GetString(), signature.GetProperty("algorithm").GetString(),
                signature.GetProperty("bits").GetInt32(), signature.GetProperty("failure").GetString()));
        Assert.Equal(["verdict", "passes", "policy", "reason"], json.GetProperty("dmarc").EnumerateObject().Select(static member => member.Name));
        Assert.Equal(
            ("pass", true, "reject"),
            (json.GetProperty("dmarc").GetProperty("verdict").GetString(), json.GetProperty("dmarc").GetProperty("passes").GetBoolean(), json.GetProperty("dmarc").GetProperty("policy").GetString()));
    }

    [Fact(Timeout = HangAfter)]
    public async Task The_text_of_a_good_message_says_so()
    {
        string file = Write(Signed);

        string[] lines = (await RunOverAsync(Zone(), ["check", "message", file, .. s_sent])).Done().Output.ReplaceLineEndings("\n").Split('\n');

        Assert.Equal([$"{file} from example.com: 100 of 100", ""], lines[..2]);
        Assert.StartsWith("SPF    pass for example.com. ", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("DKIM   pass for example.com (selector s1). ", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("DMARC  pass. ", lines[4], StringComparison.Ordinal);
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_message_that_receivers_refuse_ends_with_1_and_says_why()
    {
        string file = Write(Signed.Replace("Hello.\r\n", "Hallo.\r\n", StringComparison.Ordinal));

        ToolRun run = await RunOverAsync(Zone(), "check", "message", file, "--address", "8.8.8.8");

        Assert.Equal((1, ""), (run.Code, run.Error));
        Assert.Contains("\nSPF    fail for example.com. ", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\nDKIM   fail for example.com (selector s1). ", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("\nDMARC  fail. ", run.Output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("CRITICAL dkim-", run.Output, StringComparison.Ordinal);
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("it needs --address")]
    [InlineData("it needs --mail-from, for the message has no Return-Path with an address", "--address", Sent)]
    [InlineData("a bounce needs --ehlo", "--address", Sent, "--mail-from", "")]
    public async Task Without_what_SPF_needs_it_says_so_and_DMARC_is_not_called_failed(string says, params string[] arguments)
    {
        string file = Write(Letter.Replace("Return-Path: <bounce@example.com>\r\n", "", StringComparison.Ordinal));

        ToolRun text = await RunOverAsync(Zone(), ["check", "message", file, .. arguments]);
        JsonElement json = (await RunOverAsync(Zone(), ["check", "message", file, "--json", .. arguments])).Json;

        string[] lines = text.Output.ReplaceLineEndings("\n").Split('\n');
        Assert.Contains($"SPF    not evaluated: {says}", lines);
        Assert.Contains("DKIM   no signature", lines);
        Assert.Contains(lines, static line => line.StartsWith("DMARC  not known. ", StringComparison.Ordinal) && line.Contains("SPF", StringComparison.Ordinal));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (json.GetProperty("spf").ValueKind, json.GetProperty("dmarc").GetProperty("passes").ValueKind));
        Assert.False(json.GetProperty("is_complete").GetBoolean());
    }

    [Theory(Timeout = HangAfter)]
    [InlineData("news@example.com")]
    [InlineData("<news@example.com>")]
    public async Task The_envelope_sender_that_is_named_goes_before_the_Return_Path(string sender)
    {
        string file = Write(Letter.Replace("bounce@example.com", "bounce@example.net", StringComparison.Ordinal));

        JsonElement json = (await RunOverAsync(Zone(), "check", "message", file, "--json", "--address", Sent, "--mail-from", sender)).Json;

        Assert.Equal("pass example.com", $"{json.GetProperty("spf").GetProperty("verdict").GetString()} {json.GetProperty("spf").GetProperty("domain").GetString()}");
    }

    [Fact(Timeout = HangAfter)]
    public async Task A_receipt_needs_no_unsubscribe()
    {
        string file = Write(Letter.Replace("List-Unsubscribe: <https://example.com/u?1>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "", StringComparison.Ordinal));

        Assert.Contains(" bulk-", (await RunOverAsync(Zone(), ["check", "message", file, .. s_sent])).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unsubscribe", (await RunOverAsync(Zone(), ["check", "message", file, .. s_sent, "--transactional"])).Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact(Timeout = HangAfter)]
    public async Task Headers_and_records_of_strangers_cannot_steer_the_terminal()
    {
        const string Evil = "\u001B[2J\u0007\u009B";
        string file = Write($"DKIM-Signature: v=1; a={Evil}; d=evil{Evil}.example; s={Evil}; bh=; b=\r\nFrom: {Evil} <a@{Evil}.example>, b@example.com\r\nSubject: {Evil}\r\nMessage-ID: {Evil}\r\nDate: {Evil}\r\nList-Unsubscribe: <{Evil}>\r\n\r\n{Evil}");

        foreach (string form in (string[])["--transactional", "--json"])
        {
            ToolRun run = await RunOverAsync(Zone($"v=spf1 {Evil}"), ["check", "message", file, .. s_sent, "--mail-from", "a@example.com", form]);
            Assert.Equal((1, ""), (run.Code, run.Error));
            Assert.DoesNotContain(run.Output.ReplaceLineEndings("\n"), static letter => char.IsControl(letter) && letter != '\n');
        }
    }

    [Fact(Timeout = HangAfter)]
    public async Task Interrupted_it_says_so() =>
        (await RunWithAsync(static terminal => terminal with { Dns = static () => new ZoneResolver() }, new CancellationToken(canceled: true), "check", "message", Write(Signed))).Failed(1, "interrupted");

    [Theory(Timeout = HangAfter)]
    [InlineData("Required")]
    [InlineData("There is no file 'nowhere.eml'", "nowhere.eml")]
    [InlineData("'.' is a folder", ".")]
    [InlineData("'news' is no address", "FILE", "--mail-from", "news")]
    [InlineData("'a b@example.com' is no address", "FILE", "--mail-from", "a b@example.com")]
    [InlineData("'mail.example.com' is no IP address", "FILE", "--address", "mail.example.com")]
    [InlineData("--address", "FILE", "--address")]
    [InlineData("--address", "FILE", "--address", "192.0.2.1", "--address", "192.0.2.2")]
    public async Task A_mistake_is_named_and_nobody_is_asked(string says, params string[] arguments)
    {
        var zone = new ZoneResolver();
        string file = Write(Signed);

        (await RunOverAsync(zone, ["check", "message", .. arguments.Select(argument => argument == "FILE" ? file : argument)])).Failed(2, says);

        Assert.Empty(zone.Questions);
    }

    private string Write(string message)
    {
        File.WriteAllBytes(In("message.eml"), Encoding.Latin1.GetBytes(message));
        return In("message.eml");
    }
}
