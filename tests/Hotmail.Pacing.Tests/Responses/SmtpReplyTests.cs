using System.Text;
using CsCheck;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Responses;

public class SmtpReplyTests
{
    [Fact]
    public void One_line_is_split_into_code_enhanced_code_and_text()
    {
        var reply = SmtpReply.Parse("451 4.7.652 The mail server [192.0.2.1] has exceeded.\r\n"u8, SmtpStage.Mail);

        Assert.Equal(451, reply.Code);
        Assert.Equal(new EnhancedStatusCode(4, 7, 652), reply.EnhancedCode);
        Assert.Equal("The mail server [192.0.2.1] has exceeded.", reply.Text);
        Assert.Equal(SmtpStage.Mail, reply.Stage);
    }

    [Theory]
    [InlineData("550-5.7.1 a\r\n550 5.7.1 b\r\n")]
    [InlineData("550-5.7.1 a\n550 5.7.1 b")]
    [InlineData("550-5.7.1 a\n550-5.7.1 b\n550 5.7.1\n")]
    public void Codes_are_taken_off_every_line(string raw)
    {
        var reply = SmtpReply.Parse(raw);

        Assert.Equal(550, reply.Code);
        Assert.Equal(new EnhancedStatusCode(5, 7, 1), reply.EnhancedCode);
        Assert.Equal("a\nb", reply.Text);
    }

    [Fact]
    public void A_line_without_the_code_is_kept_whole()
    {
        var reply = SmtpReply.Parse("554-mx.example.com\n500 messages an hour\nare too many\n554 bye");

        Assert.Equal(554, reply.Code);
        Assert.Equal("mx.example.com\n500 messages an hour\nare too many\nbye", reply.Text);
    }

    [Fact]
    public void The_code_of_a_later_line_counts_when_the_first_has_none()
    {
        var reply = SmtpReply.Parse("hello\r\n421 4.3.2 busy");

        Assert.Equal(421, reply.Code);
        Assert.Equal("hello\nbusy", reply.Text);
    }

    [Theory]
    [InlineData("550 no mailbox here (#5.1.1)", "no mailbox here (#5.1.1)")]
    [InlineData("550 #5.1.0 Address rejected", "#5.1.0 Address rejected")]
    [InlineData("550 5.7.1.2 is not a code", "5.7.1.2 is not a code")]
    [InlineData("550 5.7.1x is not a code", "5.7.1x is not a code")]
    [InlineData("550 5.1234.1 is not a code", "5.1234.1 is not a code")]
    [InlineData("550 7.7.1 is not a code", "7.7.1 is not a code")]
    public void Only_an_enhanced_code_at_the_head_is_one(string raw, string text)
    {
        var reply = SmtpReply.Parse(raw);

        Assert.False(reply.EnhancedCode.IsPresent);
        Assert.Equal(text, reply.Text);
    }

    [Theory]
    [InlineData("550 5.7.1. Go away", ". Go away")]
    [InlineData("550-5.7.1:go", ":go")]
    [InlineData("550 5.7.1", "")]
    public void An_enhanced_code_may_be_followed_by_punctuation_or_nothing(string raw, string text)
    {
        var reply = SmtpReply.Parse(raw);

        Assert.Equal(new EnhancedStatusCode(5, 7, 1), reply.EnhancedCode);
        Assert.Equal(text, reply.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("HTTP/1.1 400 Bad Request")]
    [InlineData("192.0.2.1 hello")]
    [InlineData("250.1 hello")]
    [InlineData("4500 hello")]
    [InlineData("99")]
    public void What_is_not_SMTP_has_the_code_0(string raw) => Assert.Equal(0, SmtpReply.Parse(raw).Code);

    [Fact]
    public void Bytes_are_read_as_UTF8_and_else_as_Latin1()
    {
        Assert.Equal("Boîte pleine", SmtpReply.Parse(Encoding.UTF8.GetBytes("552 Boîte pleine"), SmtpStage.Unknown).Text);
        Assert.Equal("Boîte pleine", SmtpReply.Parse(Encoding.Latin1.GetBytes("552 Boîte pleine"), SmtpStage.Unknown).Text);
    }

    [Fact]
    public void Control_characters_become_spaces() => Assert.Equal("a b c", SmtpReply.Parse("550 a\0b\u001bc").Text);

    [Theory]
    [InlineData('x')]
    [InlineData('é')]
    [InlineData('日')]
    public void A_reply_of_100_kB_is_cut_at_the_bound_between_characters(char character)
    {
        var bytes = Encoding.UTF8.GetBytes("550 5.7.1 " + new string(character, 100_000));

        var reply = SmtpReply.Parse(bytes, SmtpStage.Unknown);

        Assert.Equal(550, reply.Code);
        Assert.InRange(Encoding.UTF8.GetByteCount(reply.Text), SmtpReply.MaxLength - 16, SmtpReply.MaxLength);
        Assert.All(reply.Text, read => Assert.Equal(character, read));
        Assert.Equal(SmtpReply.MaxLength, SmtpReply.FromCodeAndText(550, new string(character, 100_000)).Text.Length);
    }

    [Fact]
    public void A_reply_is_made_from_the_code_and_text_of_MailKit()
    {
        var reply = SmtpReply.FromCodeAndText(550, "5.7.1 one\n5.7.1 two\n550 is kept", SmtpStage.Rcpt);

        Assert.Equal(550, reply.Code);
        Assert.Equal(new EnhancedStatusCode(5, 7, 1), reply.EnhancedCode);
        Assert.Equal("one\ntwo\n550 is kept", reply.Text);
        Assert.Equal(SmtpStage.Rcpt, reply.Stage);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(199)]
    [InlineData(600)]
    [InlineData(-550)]
    public void A_code_out_of_range_becomes_0(int code) => Assert.Equal(0, SmtpReply.FromCodeAndText(code, "text").Code);

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            var reply = SmtpReply.Parse(bytes, SmtpStage.Unknown);
            Assert.True(reply.Code is 0 or (>= 200 and < 600));
            Assert.DoesNotContain(reply.Text, character => char.IsControl(character) && character != '\n');
        });

    [Fact]
    public void Any_text_survives_being_written_with_codes_and_read_again() =>
        Gen.Select(Gen.Int[200, 599], Gen.Int[0, 999], Gen.Int[0, 999], Gen.String[Gen.Char['a', 'z'], 1, 40].Array[1, 5]).Sample(
            (code, subject, detail, lines) =>
            {
                var enhanced = new EnhancedStatusCode((byte)(code < 400 ? 2 : code / 100), (short)subject, (short)detail);
                var raw = string.Join("\r\n", lines.Select((line, i) => $"{code}{(i < lines.Length - 1 ? '-' : ' ')}{enhanced} {line}"));

                var reply = SmtpReply.Parse(raw);

                Assert.Equal(code, reply.Code);
                Assert.Equal(enhanced, reply.EnhancedCode);
                Assert.Equal(string.Join('\n', lines), reply.Text);
            });
}
