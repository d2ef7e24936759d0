using System.Net;
using Hotmail.Pacing.Reputation.Records;
using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

public class SpfRecordTests
{
    [Fact]
    public void Every_part_of_a_record_is_read()
    {
        var record = SpfRecord.Parse("V=SPF1  a:%{d2}.example.net/24//64 ?MX -ip6:2001:db8::/32 ip4:192.0.2.0/24 redirect=_spf.example.com x-note=1 exp=why.%{o}");

        Assert.Empty(record.Errors);
        Assert.Equal(
            [SpfMechanism.A, SpfMechanism.Mx, SpfMechanism.Ip6, SpfMechanism.Ip4],
            record.Directives.Select(static directive => directive.Mechanism));
        Assert.Equal(
            [SpfQualifier.Pass, SpfQualifier.Neutral, SpfQualifier.Fail, SpfQualifier.Pass],
            record.Directives.Select(static directive => directive.Qualifier));
        Assert.Equal([8, 35, 39, 58], record.Directives.Select(static directive => directive.Position));
        Assert.Equal(("%{d2}.example.net", 24, 64), (record.Directives[0].Domain, record.Directives[0].IPv4PrefixLength, record.Directives[0].IPv6PrefixLength));
        Assert.Equal((IPAddress.Parse("2001:db8::"), 32), (record.Directives[2].Address, record.Directives[2].IPv6PrefixLength));
        Assert.Equal(("_spf.example.com", "why.%{o}"), (record.Redirect?.Value, record.Explanation?.Value));
        Assert.Equal(3, record.Modifiers.Count);
    }

    [Theory]
    [InlineData("v=spf1 ip4:1.2.3.4 -all moo", 24, "There is no mechanism \"moo\".")]
    [InlineData("v=spf1 -redirect=example.com", 7, "\"-redirect\" is not a modifier's name: a letter, then letters, digits, '-', '_' or '.'.")]
    [InlineData("v=spf1 redirect:example.com", 7, "redirect is a modifier: it takes '=' and no qualifier.")]
    [InlineData("v=spf1 ipv4:192.0.2.1 -all", 7, "There is no mechanism \"ipv4\"; ip4 or ip6 is meant.")]
    [InlineData("v=spf1 192.0.2.1 -all", 7, "\"192.0.2.1\" is an address without ip4: or ip6:.")]
    [InlineData("v=spf1 a:111.222.33.44", 9, "\"111.222.33.44\" is an address, not a domain; ip4: is meant.")]
    [InlineData("v=spf1 a:museum", 9, "\"museum\" is a single label; a domain has at least two.")]
    [InlineData("v=spf1 a:abc.123", 13, "\"123\" cannot be a domain's last label: letters, digits and inner hyphens, not digits alone.")]
    [InlineData("v=spf1 ip4:192.0.2.300", 11, "\"192.0.2.300\" is not an IPv4 address.")]
    [InlineData("v=spf1 ip4:192.0.2.0/33", 20, "\"/33\" is not a prefix length of ip4: / and a number from 0 to 32 without a leading zero.")]
    [InlineData("v=spf1 ip6:1.2.3.4", 11, "\"1.2.3.4\" is not an IPv6 address.")]
    [InlineData("v=spf1 mx/24//129", 12, "\"//129\" is not an IPv6 prefix length: // and a number from 0 to 128 without a leading zero.")]
    [InlineData("v=spf1 mx/033", 9, "\"/033\" is not an IPv4 prefix length: / and a number from 0 to 32 without a leading zero.")]
    [InlineData("v=spf1 include", 14, "\"include\" needs a domain after a colon.")]
    [InlineData("v=spf1 include:", 15, "The domain is missing.")]
    [InlineData("v=spf1 -all:x", 11, "\"all\" takes no \":x\".")]
    [InlineData("v=spf1 exp=a.example exp=b.example", 21, "exp= appears more than once.")]
    [InlineData("v=spf1 exists:%{i}.%{x}.example.com", 19, "There is no macro %{x}.")]
    [InlineData("v=spf1 exists:%{d0}.example.com", 14, "%{d0} keeps 0 parts; it must keep at least one.")]
    [InlineData("v=spf1 exists:%{r}.example.com", 14, "%{r} is allowed in explanations only.")]
    [InlineData("v=spf1 exists:a%b.example.com", 15, "A % stands alone; %%, %_, %- or %{ is meant.")]
    [InlineData("v=spf1 exists:%{d", 14, "A macro has no closing brace.")]
    [InlineData("v=spf1 a:b.example\u0001", 18, "The character U+0001 is not allowed; terms hold visible ASCII and are parted by spaces.")]
    [InlineData("v=spf1 \u00e9all", 7, "The character U+00E9 is not allowed; terms hold visible ASCII and are parted by spaces.")]
    [InlineData("v=spf2 -all", 0, "The record does not begin with v=spf1 and a space.")]
    public void A_mistake_has_a_reason_and_a_position(string text, int position, string reason) =>
        Assert.Equal([new RecordRemark(reason, position)], SpfRecord.Parse(text).Errors);

    [Fact]
    public void Every_mistake_is_told() =>
        Assert.Equal([7, 11, 23], SpfRecord.Parse("v=spf1 foo bar -all  a:b").Errors.Select(static error => error.Position));

    [Fact]
    public void A_record_of_64_kB_is_read_and_its_mistakes_are_found()
    {
        var record = SpfRecord.Parse("v=spf1 " + string.Concat(Enumerable.Repeat("ip4:192.0.2.1 ", 4600)) + "a:" + new string('%', 1001));

        Assert.Equal(4600, record.Directives.Count);
        Assert.Single(record.Errors);
    }
}
