using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Hotmail.Pacing.Tool.Text;

namespace Hotmail.Pacing.Tool.Tests.Check;

/// <summary>The whole way, with a real name server.</summary>
public sealed class CheckOverDnsTests : CheckTest
{
    [Fact(Timeout = HangAfter)]
    public async Task The_server_that_is_named_is_asked_for_the_domain_and_for_a_signed_message()
    {
        await using DnsServer server = await DnsServer.StartAsync(ZoneFile.Write(Zone()), Token, origin: ".");
        string dns = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{server.EndPoint.Port}");
        string file = In("message.eml");
        await File.WriteAllBytesAsync(file, Encoding.Latin1.GetBytes(Signed), Token);

        ToolRun domain = await RunOverAsync(new ZoneResolver(), "check", "domain", "example.com", "--selector", "s1", "--address", Sent, "--ehlo", "mail.example.com", "--dns", dns, "--json");
        ToolRun message = await RunOverAsync(new ZoneResolver(), "check", "--dns", dns, "message", file, "--address", Sent, "--ehlo", "mail.example.com", "--json");

        JsonElement json = domain.Done().Json;
        Assert.Equal((100, true, "v=spf1 ip4:8.8.4.4 -all"), (json.GetProperty("score").GetInt32(), json.GetProperty("is_complete").GetBoolean(), json.GetProperty("spf").GetProperty("record").GetString()));
        Assert.Equal((2048, "pass"), (json.GetProperty("dkim")[0].GetProperty("bits").GetInt32(), json.GetProperty("addresses")[0].GetProperty("spf").GetString()));
        json = message.Done().Json;
        Assert.Equal(
            ("pass", "pass", "pass", 100),
            (json.GetProperty("spf").GetProperty("verdict").GetString(), json.GetProperty("dkim")[0].GetProperty("verdict").GetString(), json.GetProperty("dmarc").GetProperty("verdict").GetString(),
                json.GetProperty("score").GetInt32()));
    }

    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53:53")]
    [InlineData("192.0.2.53:5353", "192.0.2.53:5353")]
    [InlineData("2001:db8::53", "[2001:db8::53]:53")]
    [InlineData("[2001:db8::53]", "[2001:db8::53]:53")]
    [InlineData("[2001:db8::53]:5353", "[2001:db8::53]:5353")]
    [InlineData("53", null)]
    [InlineData("192.0.2", null)]
    [InlineData("192.0.2.53:", null)]
    [InlineData("192.0.2.53:65536", null)]
    [InlineData("[2001:db8::53", null)]
    [InlineData("2001:db8::53]:5353", null)]
    [InlineData(":53", null)]
    [InlineData("[]:53", null)]
    [InlineData("", null)]
    public void A_server_is_an_address_with_or_without_a_port(string text, string? expected)
    {
        Assert.Equal(expected is not null, Inputs.TryParseServer(text, 53, out IPEndPoint? server));
        Assert.Equal(expected, server?.ToString());
    }
}
