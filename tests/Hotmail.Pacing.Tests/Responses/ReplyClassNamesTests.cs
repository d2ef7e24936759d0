using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.Responses;

public class ReplyClassNamesTests
{
    [Fact]
    public void Every_class_has_its_stable_name() => Assert.Equal(
        [
            "success", "connection-limit", "rate-limit", "reputation-throttle", "reputation-block", "authentication-failure", "greylist",
            "mailbox-full", "bad-mailbox", "bad-domain", "content-rejected", "message-too-large", "relay-denied", "server-temporary",
            "protocol-error",
        ],
        Enum.GetValues<ReplyClass>().Select(ReplyClassNames.ToName));

    [Fact]
    public void A_name_is_its_member_in_kebab_case() => Assert.All(
        Enum.GetValues<ReplyClass>(),
        replyClass => Assert.Equal(replyClass.ToString(), ReplyClassNames.ToName(replyClass).Replace("-", "", StringComparison.Ordinal), ignoreCase: true));

    [Fact]
    public void A_number_that_is_no_class_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ReplyClassNames.ToName((ReplyClass)200));
}
