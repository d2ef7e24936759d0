using MimeKit;

namespace Hotmail.Pacing.Benchmarks.EndToEnd;

/// <summary>The message that all contenders send.</summary>
internal static class BenchmarkMessage
{
    /// <summary>About so many bytes.</summary>
    public const int Size = 10 * 1024;

    public static MimeMessage Make()
    {
        var message = new MimeMessage();
        message.From.Add(new MailboxAddress("The Example Shop", "news@example.com"));
        message.To.Add(new MailboxAddress("A customer", "customer@bench.example"));
        message.Subject = "The autumn catalogue";
        message.Body = new TextPart("plain") { Text = string.Concat(Enumerable.Repeat("All work and no play makes a dull catalogue of autumn wares.\r\n", Size / 62)) };
        message.Prepare(EncodingConstraint.SevenBit);
        return message;
    }
}
