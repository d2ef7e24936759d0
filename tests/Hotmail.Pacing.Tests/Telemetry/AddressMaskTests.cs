using CsCheck;
using Hotmail.Pacing.Telemetry;

namespace Hotmail.Pacing.Tests.Telemetry;

public sealed class AddressMaskTests
{
    [Theory]
    [InlineData("jane@example.com", "j***@example.com")]
    [InlineData("j@example.com", "j***@example.com")]
    [InlineData("550 5.1.1 <jane.doe@example.com>: user unknown", "550 5.1.1 <j***@example.com>: user unknown")]
    [InlineData("a@x.org,bob@y.org; carl@z.org.", "a***@x.org,b***@y.org; c***@z.org.")]
    [InlineData("<bounce+jane=example.com@lists.example.net>", "<b***@lists.example.net>")]
    [InlineData("user%example.com@relay.example", "u***@relay.example")]
    [InlineData("jane@doe@example.com", "j***@example.com")]
    [InlineData("see http://spf.example/why?s=mfrom;id=jane%40example.com;ip=192.0.2.1", "see http://spf.example/why?s=mfrom;i***%40example.com;ip=192.0.2.1")]
    [InlineData("\"jane doe\"@example.com refused", "\"***@example.com refused")]
    [InlineData("<\"jane@home doe\"@example.com> refused", "<\"j***@***@example.com> refused")]
    [InlineData("<\"jane\\\"doe smith\"@example.com> refused", "<\"***@example.com> refused")]
    [InlineData("jane@[192.0.2.1]", "j***@[192.0.2.1]")]
    [InlineData("jörg@exämple.com", "j***@exämple.com")]
    [InlineData("😀mile@example.com", "😀***@example.com")]
    [InlineData("RCPT TO:<@relay.example:jane@example.com>", "RCPT TO:<@relay.example:j***@example.com>")]
    public void Local_parts_are_hidden_and_domains_stay(string text, string expected) => Assert.Equal(expected, AddressMask.Mask(text));

    [Theory]
    [InlineData("")]
    [InlineData("451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115)")]
    [InlineData("100% full, 40%4 free")]
    [InlineData("@example.com rejects @ all \"@")]
    [InlineData("a lone quote\"@ and another @ sign")]
    public void A_text_without_an_address_is_the_same_instance(string text) => Assert.Same(text, AddressMask.Mask(text));

    [Fact]
    public void No_local_part_survives_in_any_text()
    {
        var local = Gen.Char["abcdefghijklmnopqrstuvwxyz0123456789._+-'%=&"].Array[3, 30].Select(letters => "q" + new string(letters) + "zq");
        var filler = Gen.Char[" <>(),:;[]\t\nabc.é@%\""].Array[0, 20].Select(letters => new string(letters));
        Gen.Select(filler, local, filler).Sample((before, name, after) =>
            Assert.DoesNotContain(name, AddressMask.Mask($"{before} {name}@example.com {after}"), StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_texts_take_no_more_work_than_their_length()
    {
        // Quadratic work over a million signs would take minutes.
        foreach (var unit in new[] { "@", "\"@", "a\"@", "%40", "%", "a@", "a@ " })
        {
            var text = string.Concat(Enumerable.Repeat(unit, 500_000));
            Assert.True(AddressMask.Mask(text).Length > 0);
        }
    }
}
