using System.Text;
using CsCheck;
using Hotmail.Pacing.Destinations;

namespace Hotmail.Pacing.Tests.Destinations;

public sealed class EnvelopeAddressTests
{
    [Theory]
    [InlineData("user@example.com", "user", "example.com", false)]
    [InlineData("First.Last+tag@EXAMPLE.com", "First.Last+tag", "example.com", false)]
    [InlineData("!#$%&'*+-/=?^_`{|}~@example.com", "!#$%&'*+-/=?^_`{|}~", "example.com", false)]
    [InlineData("user@example.com.", "user", "example.com", false)]
    [InlineData("user@bücher.example", "user", "xn--bcher-kva.example", false)]
    [InlineData("jörg@example.com", "jörg", "example.com", true)]
    [InlineData("用户@例え.テスト", "用户", "xn--r8jz45g.xn--zckzah", true)]
    [InlineData("\ud83d\ude00@example.com", "\ud83d\ude00", "example.com", true)]
    [InlineData("\"a b\"@example.com", "\"a b\"", "example.com", false)]
    [InlineData("\"a@b\"@example.com", "\"a@b\"", "example.com", false)]
    [InlineData("\"a\\\"b\\\\\"@example.com", "\"a\\\"b\\\\\"", "example.com", false)]
    [InlineData("\"jö rg\"@example.com", "\"jö rg\"", "example.com", true)]
    [InlineData("\"\"@example.com", "\"\"", "example.com", false)]
    [InlineData("user@[192.0.2.1]", "user", "[192.0.2.1]", false)]
    [InlineData("user@[IPv6:2001:db8::1]", "user", "[IPv6:2001:db8::1]", false)]
    [InlineData("user@localhost", "user", "localhost", false)]
    public void An_address_is_taken_apart(string text, string localPart, string domain, bool needsSmtpUtf8)
    {
        Assert.True(EnvelopeAddress.TryParse(text, out var address, out var reason), reason);
        Assert.Equal(localPart, address.LocalPart);
        Assert.Equal(domain, address.Domain);
        Assert.Equal(needsSmtpUtf8, address.NeedsSmtpUtf8);
        Assert.Equal($"{localPart}@{domain}", address.ToString());
    }

    [Theory]
    [InlineData(null, "The address is empty")]
    [InlineData("", "The address is empty")]
    [InlineData("user", "no @")]
    [InlineData("@example.com", "is empty")]
    [InlineData("user@", "The domain is empty")]
    [InlineData(".user@example.com", "dot at position 1")]
    [InlineData("user.@example.com", "dot at position 5")]
    [InlineData("us..er@example.com", "dot at position 4")]
    [InlineData("us er@example.com", "position 3 that may not stand there: U+0020")]
    [InlineData(" user@example.com", "position 1 that may not stand there: U+0020")]
    [InlineData("<user@example.com>", "position 1 that may not stand there: '<'")]
    [InlineData("User <user@example.com>", "position 5")]
    [InlineData("user@example.com>", "The domain has a character that no domain may have: '>'")]
    [InlineData("user@example@com", "'@'")]
    [InlineData("us,er@example.com", "position 3 that may not stand there: ','")]
    [InlineData("user\r\n@example.com", "U+000D")]
    [InlineData("user\n@example.com", "U+000A")]
    [InlineData("user\0@example.com", "U+0000")]
    [InlineData("user\u007f@example.com", "U+007F")]
    [InlineData("user\u0085@example.com", "U+0085")]
    [InlineData("user\u2028@example.com", "U+2028")]
    [InlineData("user@example.com\r\nRCPT TO:<x@y>", "U+000D")]
    [InlineData("\"a\r\nb\"@example.com", "U+000D")]
    [InlineData("\"a\\\rb\"@example.com", "U+000D")]
    [InlineData("\"user@example.com", "within its quotes")]
    [InlineData("\"user\\", "within its quotes")]
    [InlineData("\"user\"x@example.com", "position 7 that may not stand there: 'x'")]
    [InlineData("\"user\"", "no @")]
    [InlineData("us\"er@example.com", "position 3")]
    [InlineData("user@192.0.2.1", "in brackets")]
    public void What_is_no_address_is_refused_with_what_is_wrong_and_where(string? text, string expected)
    {
        Assert.False(EnvelopeAddress.TryParse(text, out _, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    public void Half_a_surrogate_pair_is_refused(int half)
    {
        Assert.False(EnvelopeAddress.TryParse($"user{(char)half}@example.com", out _, out var reason));
        Assert.Contains($"position 5 that may not stand there: U+{half:X4}", reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a", 64, true)]
    [InlineData("a", 65, false)]
    [InlineData("ü", 32, true)]
    [InlineData("ü", 33, false)]
    public void A_local_part_has_at_most_64_octets(string character, int count, bool allowed) =>
        Assert.Equal(allowed, EnvelopeAddress.TryParse(string.Concat(Enumerable.Repeat(character, count)) + "@example.com", out _, out _));

    [Theory]
    [InlineData(254, true)]
    [InlineData(255, false)]
    public void An_address_has_at_most_254_octets(int length, bool allowed)
    {
        var domain = string.Concat(Enumerable.Repeat("abcdefghi.", 26))[..(length - 61)].TrimEnd('.').PadRight(length - 61, 'x');
        var text = new string('u', 60) + "@" + domain;
        Assert.Equal(length, text.Length);
        Assert.Equal(allowed, EnvelopeAddress.TryParse(text, out _, out _));
    }

    [Fact]
    public void The_length_is_that_of_the_ascii_form()
    {
        // 60 letters of one label are 60 characters, and more than 63 octets in punycode.
        Assert.False(EnvelopeAddress.TryParse("user@" + string.Concat(Enumerable.Repeat("ü", 60)) + ".example", out _, out var reason));
        Assert.Contains("The domain", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_text_is_refused_at_once()
    {
        Assert.False(EnvelopeAddress.TryParse(new string('a', 10_000_000) + "@example.com", out _, out var reason));
        Assert.Contains("longer than 254", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_accepted_address_is_safe_to_write_into_a_command_and_reads_the_same_again()
    {
        var parts = Gen.OneOf("a", "Z", "9", ".", "@", "\"", "\\", " ", "\r", "\n", "\0", "<", ">", "ü", "\ud83d\ude00", "\ud83d", "\u0085", "example.com", "@example.com", "[192.0.2.1]");
        parts.Array[0, 8].Select(string.Concat).Sample(
            text =>
            {
                if (!EnvelopeAddress.TryParse(text, out var address, out _))
                {
                    return;
                }

                var wire = address.ToString();
                Assert.DoesNotContain(wire, char.IsControl);
                Assert.True(Encoding.UTF8.GetByteCount(wire) <= 254);
                Assert.Equal(address.NeedsSmtpUtf8, !Ascii.IsValid(wire));
                Assert.True(EnvelopeAddress.TryParse(wire, out var again, out var reason), reason);
                Assert.Equal(address, again);
            },
            iter: 50_000);
    }
}
