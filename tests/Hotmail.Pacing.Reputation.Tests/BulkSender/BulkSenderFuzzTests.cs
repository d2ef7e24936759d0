using System.Text;
using CsCheck;
using Hotmail.Pacing.Reputation.BulkSender;

namespace Hotmail.Pacing.Reputation.Tests.BulkSender;

/// <summary>Whatever the bytes are, there is a report.</summary>
public class BulkSenderFuzzTests
{
    private static readonly string[] Pieces =
    [
        "From", "To", "Date", "Subject", "Message-ID", "Reply-To", "List-Unsubscribe", "List-Unsubscribe-Post", "DKIM-Signature", "Content-Type", "MIME-Version", "Content-Transfer-Encoding", ":", ": ", "\n", "\r\n", "\r",
        "\n\n", " ", "\t", "<", ">", "@", "[", "]", "(", ")", "\"", ",", ";", "=", "h=", "a@example.com", "https://example.com/", "mailto:", "multipart/mixed", "boundary=", "--", "x", "base64", "=?utf-8?b?", "?=", "\0", "\u00e9",
        "\ud83d\ude00", "Mon, 05 Jan 2026 09:30:00 +0000", "99999999999", ".", "unsubscribe",
    ];

    private static readonly Gen<byte[]> Messages = Gen.OneOf(
        Gen.Byte.Array[0, 300],
        Gen.OneOf(Pieces).Array[0, 80].Select(static pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))),
        Gen.Select(Gen.OneOf(Pieces).Array[0, 80], Gen.Byte.Array[0, 30], static (pieces, bytes) => (byte[])[.. Encoding.UTF8.GetBytes(string.Concat(pieces)), .. bytes]));

    [Fact]
    public void Nothing_throws_and_each_issue_can_be_shown() => Messages.Sample(
        static message =>
        {
            var report = new BulkSenderCheck().Check(message, new BulkMessageContext(), DateTimeOffset.UnixEpoch);
            Assert.NotEmpty(report.Issues);
            Assert.All(report.Issues, static issue => Assert.DoesNotContain(issue.Subject + issue.Evidence + issue.Fix, char.IsControl));
        },
        iter: 20_000);

    [Theory]
    [InlineData("Content-Type: multipart/mixed; boundary=b\n\n", "--b\nContent-Type: multipart/mixed; boundary=b\n\n")]
    [InlineData("From: ", "(((((((((((((((((((((")]
    [InlineData("To: ", "a:b:c,<<<\"\\")]
    [InlineData("List-Unsubscribe: ", "<https://")]
    [InlineData("DKIM-Signature: ", "h=a:;")]
    [InlineData("", "X:\n")]
    [InlineData("Subject: ", "\n x")]
    [InlineData("Message-ID: ", "<@.")]
    [InlineData("Date: ", "1 ,(")]
    public void A_megabyte_of_nonsense_takes_little_memory(string start, string piece)
    {
        var text = Encoding.ASCII.GetBytes(start + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
        var check = new BulkSenderCheck();
        check.Check(text, new BulkMessageContext(), DateTimeOffset.UnixEpoch);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.NotEmpty(check.Check(text, new BulkMessageContext(), DateTimeOffset.UnixEpoch).Issues);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024 * 1024);
    }
}
