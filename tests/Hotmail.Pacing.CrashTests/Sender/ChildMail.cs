using System.Security.Cryptography;
using System.Text;

namespace Hotmail.Pacing.CrashTests;

/// <summary>The messages of one caller: 1 to 200 KiB, some of them 8-bit, to one recipient or to several of several domains.</summary>
/// <param name="tag">What their names begin with.</param>
/// <param name="random">What they are drawn from.</param>
/// <param name="large">Whether large ones are as frequent as small ones.</param>
/// <param name="inBatches">Whether several are handed over at once.</param>
internal sealed class ChildMail(string tag, Random random, bool large, bool inBatches)
{
    /// <summary>Recipients that the receiver puts off at first have addresses that begin with this.</summary>
    public const string Deferred = "later.";

    /// <summary>The domain whose path is paused now and then.</summary>
    public const string PausedDomain = "pausing.example";

    private const int Least = 1 << 10;
    private const int LineLength = 78;
    private static readonly string[] s_domains = ["one.example", "two.example", PausedDomain];
    private int _count;

    /// <summary>The next messages to hand over.</summary>
    public (Offer Offer, OutboundMessage Message)[] Next() => [.. Enumerable.Range(0, inBatches ? random.Next(2, 20) : 1).Select(_ => NextMessage())];

    private (Offer Offer, OutboundMessage Message) NextMessage()
    {
        var id = $"{tag}.{_count++}";
        string[] recipients = [.. Enumerable.Range(0, random.Next(5) < 3 ? 1 : random.Next(2, 9)).Select(number => Address(id, number))];
        var bytes = Bytes(id);
        var message = new OutboundMessage
        {
            Sender = "news@sender.example",
            Recipients = [.. recipients.Select(static address => new Recipient(address))],
            Content = MessageContent.FromBytes(bytes),
        };
        return (new Offer(id, Convert.ToHexStringLower(SHA256.HashData(bytes)), recipients), message);
    }

    private string Address(string id, int number) => $"{(random.Next(7) == 0 ? Deferred : "")}{id}.{number}@{s_domains[random.Next(s_domains.Length)]}";

    /// <summary>A header, and lines of anything that mail may carry.</summary>
    private byte[] Bytes(string id)
    {
        var is8Bit = random.Next(4) == 0;
        var header = Encoding.ASCII.GetBytes(
            $"From: news@sender.example\r\nSubject: {id}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: {(is8Bit ? "8bit" : "7bit")}\r\n\r\n");
        var size = Least * Math.Pow(200, large ? random.NextDouble() : Math.Pow(random.NextDouble(), 2));
        var bytes = new byte[header.Length + ((int)size / LineLength * LineLength)];
        header.CopyTo(bytes, 0);
        var body = bytes.AsSpan(header.Length);
        random.NextBytes(body);
        foreach (ref var octet in body)
        {
            octet = (byte)(is8Bit && octet >= 0xA0 ? octet : ' ' + (octet % ('~' - ' ' + 1)));
        }

        for (var end = LineLength; end <= body.Length; end += LineLength)
        {
            "\r\n"u8.CopyTo(body[(end - 2)..]);
        }

        return bytes;
    }
}
