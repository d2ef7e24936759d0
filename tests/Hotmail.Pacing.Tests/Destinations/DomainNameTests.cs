using System.Net;
using CsCheck;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class DomainNameTests
{
    [Theory]
    [InlineData("example.com", "example.com")]
    [InlineData("EXAMPLE.Com", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("localhost", "localhost")]
    [InlineData("3com.com", "3com.com")]
    [InlineData("a--b.example", "a--b.example")]
    [InlineData("bücher.example", "xn--bcher-kva.example")]
    [InlineData("BÜCHER.example", "xn--bcher-kva.example")]
    [InlineData("Bücher.Example.", "xn--bcher-kva.example")]
    [InlineData("xn--bcher-kva.example", "xn--bcher-kva.example")]
    [InlineData("例え.テスト", "xn--r8jz45g.xn--zckzah")]
    [InlineData("例え。テスト", "xn--r8jz45g.xn--zckzah")]
    [InlineData("[192.0.2.1]", "[192.0.2.1]")]
    [InlineData("[IPv6:2001:db8::1]", "[IPv6:2001:db8::1]")]
    [InlineData("[ipv6:2001:0DB8:0:0:0:0:0:1]", "[IPv6:2001:db8::1]")]
    public void A_domain_has_one_spelling(string text, string expected)
    {
        Assert.True(DomainName.TryNormalize(text, out var domain, out var reason), reason);
        Assert.Equal(expected, domain);
    }

    [Theory]
    [InlineData(null, "empty")]
    [InlineData("", "empty")]
    [InlineData(".", "empty")]
    [InlineData("example..com", "empty label")]
    [InlineData(".example.com", "empty label")]
    [InlineData("example.com..", "empty label")]
    [InlineData("-example.com", "hyphen")]
    [InlineData("example-.com", "hyphen")]
    [InlineData("exa mple.com", "U+0020")]
    [InlineData("exam_ple.com", "'_'")]
    [InlineData("example.com\r\n", "U+000D")]
    [InlineData("example.com\0", "U+0000")]
    [InlineData("user@example.com", "'@'")]
    [InlineData("192.0.2.1", "in brackets")]
    [InlineData("example.123", "in brackets")]
    [InlineData("bü..cher", "ASCII")]
    [InlineData("[192.0.2.256]", "literal")]
    [InlineData("[192.0.2]", "literal")]
    [InlineData("[192.0.02.1]", "literal")]
    [InlineData("[0x7f.0.0.1]", "literal")]
    [InlineData("[192.0.2.1", "literal")]
    [InlineData("[IPv6:2001:db8::1%eth0]", "literal")]
    [InlineData("[IPv6:192.0.2.1]", "literal")]
    [InlineData("[2001:db8::1]", "literal")]
    [InlineData("[]", "literal")]
    public void What_is_no_domain_is_refused_with_the_reason(string? text, string expected)
    {
        Assert.False(DomainName.TryNormalize(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused()
    {
        Assert.False(DomainName.TryNormalize("b\ud800.example", out _, out var reason));
        Assert.Contains("ASCII", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void A_label_has_at_most_63_characters(int length, bool allowed) =>
        Assert.Equal(allowed, DomainName.TryNormalize(new string('a', length) + ".example", out _, out _));

    [Theory]
    [InlineData(253, true)]
    [InlineData(254, false)]
    public void A_domain_has_at_most_253_characters(int length, bool allowed)
    {
        var domain = string.Concat(Enumerable.Repeat("abcdefghi.", 26))[..length].TrimEnd('.').PadRight(length, 'x');
        Assert.Equal(length, domain.Length);
        Assert.Equal(allowed, DomainName.TryNormalize(domain, out _, out _));
        Assert.Equal(allowed, DomainName.TryNormalize(domain + ".", out _, out _));
    }

    [Fact]
    public void An_overlong_text_is_refused_whatever_it_holds()
    {
        Assert.False(DomainName.TryNormalize(new string('ü', 1_000_000), out _, out var reason));
        Assert.Contains("longer than 253", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Normalising_a_normal_domain_gives_the_same_string_without_an_allocation()
    {
        const string Domain = "mail.example.com";
        Assert.True(DomainName.TryNormalize(Domain, out var normal, out _));
        Assert.Same(Domain, normal);

        Assert.Equal(0, Allocations.Least(static () => DomainName.TryNormalize(Domain, out _, out _)));
    }

    [Fact]
    public void Normalising_twice_is_normalising_once()
    {
        var parts = Gen.OneOf("a", "B", "ü", "Ü", "例", "-", ".", "0", "xn--", "。", "[", "]", "IPv6:", "::1", "1.2.3.4", "_", " ", "\ud83d\ude00", "ß", "İ");
        parts.Array[0, 8].Select(string.Concat).Sample(
            text =>
            {
                if (DomainName.TryNormalize(text, out var once, out _))
                {
                    Assert.True(DomainName.TryNormalize(once, out var twice, out var reason), reason);
                    Assert.Equal(once, twice);
                    Assert.All(once, static c => Assert.True(char.IsAscii(c)));
                }
            },
            iter: 20_000);
    }

    [Theory]
    [InlineData("[192.0.2.1]", "192.0.2.1")]
    [InlineData("[IPv6:2001:db8::1]", "2001:db8::1")]
    public void An_address_literal_gives_its_address(string domain, string expected)
    {
        Assert.True(DomainName.IsAddressLiteral(domain));
        Assert.True(DomainName.TryReadLiteral(domain, out var address));
        Assert.Equal(IPAddress.Parse(expected), address);
    }
}
