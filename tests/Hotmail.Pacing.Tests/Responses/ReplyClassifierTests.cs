using CsCheck;
using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Responses;

public class ReplyClassifierTests
{
    private const string KnownReply =
        "451 4.7.652 The mail server [192.0.2.1] has exceeded the maximum number of connections. (S3115) [BN3PEPF0000B06D.namprd21.prod.outlook.com]";

    private static readonly ReplyClassifier Shipped = new();

    [Theory]
    [InlineData("421 4.7.0 mx Error: too many connections from 192.0.2.1", LimitScope.OpenConnections)]
    [InlineData("421 Too many concurrent SMTP connections; please try again later.", LimitScope.OpenConnections)]
    [InlineData("421 mwinf5c63 ME Trop de connexions, veuillez verifier votre configuration. OFR005_104 [104]", LimitScope.OpenConnections)]
    [InlineData("452 4.3.2 Connection rate limit exceeded.", LimitScope.ConnectionRate)]
    [InlineData("421 You are connecting too frequently", LimitScope.ConnectionRate)]
    [InlineData("421 Max message per connection reached, closing transmission channel", LimitScope.MessagesPerConnection)]
    [InlineData("550 This message has exceeded the max number of messages per session. IB510", LimitScope.MessagesPerConnection)]
    public void Three_connection_limits_are_told_apart(string raw, LimitScope scope)
    {
        var found = Shipped.Classify(SmtpReply.Parse(raw), "example.com");

        Assert.Equal(ReplyClass.ConnectionLimit, found.Class);
        Assert.Equal(scope, found.Scope);
    }

    [Theory]
    [InlineData("microsoft-consumer")]
    [InlineData("microsoft")]
    [InlineData(null)]
    public void Microsofts_connection_limit_is_known_whatever_the_group_is_called(string? provider)
    {
        var found = Shipped.Classify(SmtpReply.Parse(KnownReply), provider);

        Assert.Equal(new Classification(ReplyClass.ConnectionLimit, Permanence.Transient, "microsoft-connection-limit", LimitScope.OpenConnections), found);
    }

    [Fact]
    public void A_known_reply_is_classified_without_allocating()
    {
        SmtpReply[] replies =
        [
            SmtpReply.Parse(KnownReply, SmtpStage.Mail),
            SmtpReply.Parse("550 5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent.", SmtpStage.Mail),
            SmtpReply.Parse("550 5.1.1 <user@example.com>: Recipient address rejected: User unknown", SmtpStage.Rcpt),
            SmtpReply.Parse("250 2.0.0 Ok: queued", SmtpStage.EndOfData),
            SmtpReply.Parse("451 later"),
        ];
        Assert.Equal(0, Allocations.Least(() =>
        {
            foreach (var reply in replies)
            {
                Shipped.Classify(reply, "microsoft-consumer");
            }
        }));
    }

    [Fact]
    public void No_more_than_the_bound_is_looked_at()
    {
        var filler = new string('x', SmtpReply.MaxLength);

        var inside = Shipped.Classify(new SmtpReply(451, filler[..^20] + " greylisted"), null);
        var beyond = Shipped.Classify(new SmtpReply(451, filler + " greylisted" + filler), null);

        Assert.Equal(ReplyClass.Greylist, inside.Class);
        Assert.Equal(ReplyClass.ServerTemporary, beyond.Class);
    }

    [Theory]
    [InlineData("550 sorry, no such thing (#5.1.2)", ReplyClass.BadDomain)]
    [InlineData("552 sorry (#5.3.4)", ReplyClass.MessageTooLarge)]
    [InlineData("451 oops [#4.16.4:70] 4.2.2", ReplyClass.ServerTemporary)]
    public void An_enhanced_code_inside_the_text_is_a_hint(string raw, ReplyClass expected) =>
        Assert.Equal(expected, Shipped.Classify(SmtpReply.Parse(raw), null).Class);

    [Theory]
    [InlineData(550, SmtpStage.Rcpt, ReplyClass.BadMailbox)]
    [InlineData(550, SmtpStage.Mail, ReplyClass.ReputationBlock)]
    [InlineData(554, SmtpStage.Banner, ReplyClass.ReputationBlock)]
    [InlineData(554, SmtpStage.EndOfData, ReplyClass.ContentRejected)]
    [InlineData(552, SmtpStage.Rcpt, ReplyClass.MailboxFull)]
    [InlineData(552, SmtpStage.EndOfData, ReplyClass.MessageTooLarge)]
    [InlineData(454, SmtpStage.StartTls, ReplyClass.AuthenticationFailure)]
    [InlineData(535, SmtpStage.Auth, ReplyClass.AuthenticationFailure)]
    [InlineData(503, SmtpStage.Data, ReplyClass.ProtocolError)]
    [InlineData(556, SmtpStage.Rcpt, ReplyClass.BadDomain)]
    [InlineData(421, SmtpStage.Banner, ReplyClass.ServerTemporary)]
    [InlineData(499, SmtpStage.Unknown, ReplyClass.ServerTemporary)]
    public void With_no_words_code_and_stage_decide(int code, SmtpStage stage, ReplyClass expected) =>
        Assert.Equal(expected, Shipped.Classify(new SmtpReply(code, "", stage), null).Class);

    [Fact]
    public void Where_the_codes_disagree_the_basic_one_says_whether_and_the_enhanced_one_why()
    {
        var found = Shipped.Classify(SmtpReply.Parse("550 4.7.650 no"), null);

        Assert.Equal(ReplyClass.ReputationBlock, found.Class);
        Assert.Equal(Permanence.Permanent, found.Permanence);
    }

    [Fact]
    public void What_is_not_SMTP_is_tried_again()
    {
        var found = Shipped.Classify(SmtpReply.Parse("HTTP/1.1 400 Bad Request"), "gmail");

        Assert.Equal(ReplyClass.ProtocolError, found.Class);
        Assert.Equal(Permanence.Transient, found.Permanence);
    }

    [Fact]
    public void Null_reply_is_refused() => Assert.Throws<ArgumentNullException>(() => Shipped.Classify(null!, null));

    [Fact]
    public void Permanence_follows_the_first_digit_whatever_is_said()
    {
        var words = ReplyClassifier.ShippedRules.SelectMany(rule => rule.AnyOf).Distinct().ToArray();
        Gen.Select(Gen.Int[200, 599], Gen.Int[0, 7], Gen.Int[0, 999], Gen.Enum<SmtpStage>(), Gen.OneOf(words).Array[0, 4], Gen.OneOf<string?>("gmail", "yahoo", "microsoft-365", "x", null))
            .Sample((code, subject, detail, stage, text, provider) =>
            {
                var enhanced = new EnhancedStatusCode((byte)(detail % 2 == 0 ? 4 : 5), (short)subject, (short)detail);
                var found = Shipped.Classify(new SmtpReply(code, string.Join(' ', text), stage, enhanced), provider);

                Assert.Equal(code < 400 ? Permanence.Success : code < 500 ? Permanence.Transient : Permanence.Permanent, found.Permanence);
                Assert.Equal(code < 400, found.Class == ReplyClass.Success);
                Assert.False(found.Class == ReplyClass.ReputationThrottle && code >= 500);
                Assert.Equal(found.Class == ReplyClass.ConnectionLimit, found.Scope != LimitScope.None);
                Assert.False(string.IsNullOrEmpty(found.Rule));
            });
    }

    [Fact]
    public void Any_bytes_are_classified_without_an_exception() =>
        Gen.Select(Gen.Byte.Array[0, 300], Gen.Enum<SmtpStage>()).Sample((bytes, stage) =>
            Assert.NotNull(Shipped.Classify(SmtpReply.Parse([.. "550 "u8, .. bytes], stage), "microsoft-consumer").Rule));

    [Fact]
    public void Codes_that_no_server_can_send_are_classified_too() =>
        Gen.Select(Gen.Int, Gen.Byte, Gen.Short, Gen.Short, Gen.Byte).Sample((code, @class, subject, detail, stage) =>
            Assert.NotNull(Shipped.Classify(new SmtpReply(code, "x", (SmtpStage)stage, new EnhancedStatusCode(@class, subject, detail)), "gmail").Rule));

    [Fact]
    public void A_subject_below_zero_is_classified_too() =>
        Assert.NotNull(Shipped.Classify(new SmtpReply(451, "x", SmtpStage.Mail, new EnhancedStatusCode(4, -5, 0)), "gmail").Rule);
}
