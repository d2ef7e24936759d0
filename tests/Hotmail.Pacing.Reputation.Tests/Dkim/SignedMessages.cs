using System.Text;
using Hotmail.Pacing.Reputation.Dkim.Signing;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>What the tests of signing have in common: example.com with an RSA key under <c>rsa</c> and an Ed25519 key under <c>ed</c>, and a clock that stands still.</summary>
internal static class SignedMessages
{
    public static readonly FakeTimeProvider Time = new(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));

    /// <summary>What text is hardest on signatures: 8-bit text, dots, blanks, blank lines at the end, no line end, other line ends.</summary>
    public static readonly string[] Bodies =
    [
        "", "Hello\r\n", "Hello", "Hello\r\n\r\n\r\n\r\n", "\r\n\r\nHello \t \r\n  two  blanks\t\r\n", "Hello\nworld\n\n\nthe end\n\n", "a\r\r\nb\rc\r\n", ".\r\n..\r\n.dot\r\nend.\r\n.\r\n",
        "Gr\u00FC\u00DFe, 8 bit \u00E9\u00FF\r\n", "--x\r\nContent-Type: text/plain\r\n\r\nnot closed", "From here on\r\n>From there on\r\n", new string('x', 3000) + "\r\n", " ", "\r\n",
    ];

    public static DkimSigningOptions Options(params (string Selector, HandKey Key)[] keys)
    {
        var options = new DkimSigningOptions();
        foreach (var (selector, key) in keys.Length > 0 ? keys : [("rsa", HandKey.Rsa2048), ("ed", HandKey.Ed25519)])
        {
            options.Domains.Add(new DkimSigningDomain { Domain = "example.com", Selector = selector, KeyPem = key.Pem });
        }

        return options;
    }

    public static DkimMessageSigner Signer(DkimSigningOptions? options = null) => new(options ?? Options(), resolver: null, Time, logger: null);

    public static ZoneResolver Zone() => new ZoneResolver()
        .Add("rsa._domainkey.example.com", "TXT", HandKey.Rsa2048.Record).Add("ed._domainkey.example.com", "TXT", HandKey.Ed25519.Record);

    public static Task<DkimMessageResult> VerifyAsync(ReadOnlyMemory<byte> message) =>
        new DkimMessageVerifier(Zone(), new DkimVerifierOptions(), Time).VerifyAsync(message, TestContext.Current.CancellationToken).AsTask();

    public static MessageContent Content(string text) => MessageContent.FromBytes(Encoding.Latin1.GetBytes(text));

    public static string Text(MessageContent content) => Encoding.Latin1.GetString(content.Bytes.Span);
}
