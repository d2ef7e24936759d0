using System.Text;
using Hotmail.Pacing.IntegrationTests.Servers;
using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Tests.Dns;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>The messages of tests/data/dkim, which others signed.</summary>
public class PublicSignatureTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("001", "football.example.com brisbane ed25519-sha256 256", "football.example.com test rsa-sha256 1024")]
    [InlineData("002", "example.com newengland rsa-sha256 1024")]
    [InlineData("003", "ietf.org ietf1 rsa-sha256 1024", "ietf.org ietf1 rsa-sha256 1024")]
    public async Task Every_signature_passes(string file, params string[] expected)
    {
        var (zone, message) = Read(file);
        foreach (var text in (string[])[message, message.ReplaceLineEndings("\r\n")])
        {
            var result = await new DkimMessageVerifier(zone).VerifyAsync(Encoding.Latin1.GetBytes(text), Token);

            Assert.Equal(expected, result.Signatures.Select(static one => $"{one.Domain} {one.Selector} {one.Algorithm} {one.KeyBits}"));
            Assert.All(result.Signatures, static one => Assert.Equal((DkimVerdict.Pass, DkimFailure.None, "The signature fits the message."), (one.Verdict, one.Failure, one.Reason)));
            Assert.True(result.Passes);
        }
    }

    [Fact]
    public async Task What_a_signature_says_is_told()
    {
        var (zone, message) = Read("001");

        var signature = (await new DkimMessageVerifier(zone).VerifyAsync(Encoding.Latin1.GetBytes(message), Token)).Signatures[0];

        Assert.Equal("@football.example.com", signature.Identity);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1528637909), signature.SignedAt);
        Assert.Null(signature.ExpiresAt);
        Assert.Null(signature.UnsignedBodyBytes);
        Assert.Equal("from to subject date message-id from subject date", string.Join(' ', signature.SignedHeaders));
        Assert.Equal(DkimKeyType.Ed25519, signature.Key!.KeyType);
    }

    [Theory]
    [InlineData("001")]
    [InlineData("002")]
    public async Task A_changed_word_in_the_body_or_in_a_signed_field_fails(string file)
    {
        var (zone, message) = Read(file);
        var verifier = new DkimMessageVerifier(zone);

        var body = await verifier.VerifyAsync(Encoding.Latin1.GetBytes(message.Replace("hungry", "thirsty", StringComparison.Ordinal)), Token);
        var header = await verifier.VerifyAsync(Encoding.Latin1.GetBytes(message.Replace("Is dinner ready?", "Is lunch ready?", StringComparison.Ordinal)), Token);

        Assert.All(body.Signatures, static one => Assert.Equal((DkimVerdict.Fail, DkimFailure.BodyChanged), (one.Verdict, one.Failure)));
        Assert.All(header.Signatures, static one => Assert.Equal((DkimVerdict.Fail, DkimFailure.HeaderChanged), (one.Verdict, one.Failure)));
    }

    [Fact]
    public async Task Whatever_is_changed_in_them_there_is_a_result()
    {
        var random = new Random(1);
        foreach (var file in (string[])["001", "002", "003"])
        {
            var (zone, message) = Read(file);
            var verifier = new DkimMessageVerifier(zone);
            for (var round = 0; round < 300; round++)
            {
                var bytes = Encoding.Latin1.GetBytes(message);
                for (var change = random.Next(1, 6); change > 0; change--)
                {
                    bytes[random.Next(Math.Min(bytes.Length, 900))] = (byte)(random.Next(3) == 0 ? random.Next(256) : ";=: \t\r\n@.,\"<>"[random.Next(13)]);
                }

                var result = await verifier.VerifyAsync(bytes.AsMemory(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length), Token);

                Assert.All(result.Signatures, static one => Assert.Equal(one.Verdict == DkimVerdict.Pass, one.Failure == DkimFailure.None));
            }
        }
    }

    private static (ZoneResolver Zone, string Message) Read(string file)
    {
        var text = File.ReadAllText(Path.Combine(Requires.RepositoryFolder, "tests", "data", "dkim", $"{file}.txt"), Encoding.Latin1).ReplaceLineEndings("\n");
        var end = text.IndexOf("\n\n", StringComparison.Ordinal);
        var zone = new ZoneResolver();
        foreach (var line in text[..end].Split('\n'))
        {
            zone.Add(line[..line.IndexOf(' ', StringComparison.Ordinal)], "TXT", line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        }

        return (zone, text[(end + 2)..]);
    }
}
