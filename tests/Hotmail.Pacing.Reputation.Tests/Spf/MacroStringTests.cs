using System.Net;
using Hotmail.Pacing.Reputation.Spf.Macros;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

public class MacroStringTests
{
    private static readonly SpfSubject IPv4 = Subject("192.0.2.3");
    private static readonly SpfSubject IPv6 = Subject("2001:db8::cb01");

    /// <summary>The examples of RFC 7208 §7.4.</summary>
    [Theory]
    [InlineData("%{s}", "strong-bad@email.example.com")]
    [InlineData("%{o}", "email.example.com")]
    [InlineData("%{d}", "email.example.com")]
    [InlineData("%{d4}", "email.example.com")]
    [InlineData("%{d3}", "email.example.com")]
    [InlineData("%{d2}", "example.com")]
    [InlineData("%{d1}", "com")]
    [InlineData("%{dr}", "com.example.email")]
    [InlineData("%{d2r}", "example.email")]
    [InlineData("%{l}", "strong-bad")]
    [InlineData("%{l-}", "strong.bad")]
    [InlineData("%{lr}", "strong-bad")]
    [InlineData("%{lr-}", "bad.strong")]
    [InlineData("%{l1r-}", "strong")]
    [InlineData("%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{lr-}.lp._spf.%{d2}", "bad.strong.lp._spf.example.com")]
    [InlineData("%{lr-}.lp.%{ir}.%{v}._spf.%{d2}", "bad.strong.lp.3.2.0.192.in-addr._spf.example.com")]
    [InlineData("%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}", "3.2.0.192.in-addr.strong.lp._spf.example.com")]
    [InlineData("%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net")]
    public void Examples_of_the_RFC_are_expanded(string text, string expected) => Assert.Equal(expected, Expand(text, IPv4));

    [Theory]
    [InlineData("%{h}", "mail.example.org")]
    [InlineData("%{p}", "host.example.com")]
    [InlineData("%{c} %{r} %{t}", "192.0.2.3 mx.example.net 1700000000")]
    [InlineData("%{S}", "strong-bad%40email.example.com")]
    [InlineData("%{D2R}", "example.email")]
    [InlineData("100%%%_done%-", "100% done%20")]
    [InlineData("%{d99999999999999999999}", "email.example.com")]
    [InlineData("%{d02}", "example.com")]
    public void Letters_and_escapes_are_expanded(string text, string expected) => Assert.Equal(expected, Expand(text, IPv4));

    [Fact]
    public void An_IPv6_address_is_expanded_digit_by_digit()
    {
        Assert.Equal("1.0.B.C.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.B.D.0.1.0.0.2.ip6._spf.example.com", Expand("%{ir}.%{v}._spf.%{d2}", IPv6));
        Assert.Equal("2001:db8::cb01", Expand("%{c}", IPv6));
    }

    private static string Expand(string text, SpfSubject subject)
    {
        var macros = MacroString.Parse(text, out var error, out _, inExplanation: true);
        Assert.Null(error);
        return macros.Expand(new MacroValues(subject, "email.example.com", "host.example.com"));
    }

    private static SpfSubject Subject(string address) => new()
    {
        Client = IPAddress.Parse(address),
        Helo = "mail.example.org",
        LocalPart = "strong-bad",
        SenderDomain = "email.example.com",
        ReceivingHost = "mx.example.net",
        Time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
    };
}
