using Hotmail.Pacing.Reputation.Checks;

namespace Hotmail.Pacing.Reputation.Tests.Checks;

public class EnvelopeSenderTests
{
    [Theory]
    [InlineData("<ann@example.com>", "ann@example.com")]
    [InlineData("ann@example.com", "ann@example.com")]
    [InlineData(" <ann@example.com> (by way of a relay)", "ann@example.com")]
    [InlineData("ann@example.com (comment)", "ann@example.com")]
    [InlineData("<@relay.example,@other.example:ann@example.com>", "ann@example.com")]
    [InlineData("\"a <b> c\"@example.com", "\"a <b> c\"@example.com")]
    [InlineData("<\"a b\"@example.com>", "\"a b\"@example.com")]
    [InlineData("<>", "")]
    [InlineData(" < > ", "")]
    [InlineData("", "")]
    [InlineData("<ann@example.com", "ann@example.com")]
    [InlineData(">ann@example.com<", "")]
    [InlineData("MAILER-DAEMON", "MAILER-DAEMON")]
    [InlineData("@", "@")]
    [InlineData("@:", "")]
    public void The_address_is_found(string text, string address) => Assert.Equal(address, EnvelopeSender.Parse(text));
}
