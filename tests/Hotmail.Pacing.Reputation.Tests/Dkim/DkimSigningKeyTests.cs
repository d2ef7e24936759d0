using Hotmail.Pacing.Reputation.Dkim.Signing;
using Hotmail.Pacing.Reputation.Tests.Dns;
using static Hotmail.Pacing.Reputation.Tests.Dkim.SignedMessages;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

public class DkimSigningKeyTests
{
    private const string Message = "From: ann@example.com\r\n\r\nHello\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_comes_from_a_file_a_text_or_a_callback_once()
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, HandKey.Rsa2048.RsaPem, Token);
            var calls = 0;
            var options = new DkimSigningOptions();
            options.Domains.Add(new DkimSigningDomain { Domain = "example.com", Selector = "file", KeyFile = file });
            options.Domains.Add(new DkimSigningDomain { Domain = "example.com", Selector = "text", KeyPem = "a note before\n" + HandKey.OtherRsa2048.Pem });
            options.Domains.Add(new DkimSigningDomain
            {
                Domain = "example.com",
                Selector = "vault",
                GetKeyAsync = async _ =>
                {
                    await Task.Yield();
                    calls++;
                    return HandKey.Ed25519.Pem;
                },
            });
            var signer = Signer(options);
            await signer.PrepareAsync(Token);

            var signed = Text(await signer.SignAsync(Content(Message), Token));
            await signer.SignAsync(Content(Message), Token);

            Assert.Equal(1, calls);
            Assert.True(DkimHand.Verify(signed, 0, HandKey.Rsa2048));
            Assert.True(DkimHand.Verify(signed, 1, HandKey.OtherRsa2048));
            Assert.True(DkimHand.Verify(signed, 2, HandKey.Ed25519));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static TheoryData<string, string> BadKeys => new()
    {
        { "hello", "KeyPem holds no PEM; a private key begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----." },
        { "", "KeyPem holds no PEM; a private key begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----." },
        { HandKey.Rsa2048.PublicPem, "KeyPem holds a public key, not the private one." },
        { HandKey.Rsa2048.EncryptedPem, "KeyPem is encrypted with a password, which is not supported." },
        { HandKey.Rsa2048.Pem[..400] + "\n-----END PRIVATE KEY-----", "KeyPem is not a private key that can be read." },
        { HandKey.Rsa768.Pem, "the RSA key has 768 bits; receivers refuse fewer than 1024 (RFC 8301), and 2048 are advised." },
        { System.Security.Cryptography.ECDsa.Create().ExportPkcs8PrivateKeyPem(), "KeyPem holds a private key of another kind than RSA or Ed25519." },
    };

    [Theory]
    [MemberData(nameof(BadKeys), DisableDiscoveryEnumeration = true)]
    public async Task A_key_that_cannot_be_used_is_named_by_its_domain_without_a_word_of_it(string pem, string reason)
    {
        var options = new DkimSigningOptions();
        options.Domains.Add(new DkimSigningDomain { Domain = "example.com", Selector = "s1", KeyPem = pem });

        var exception = await Assert.ThrowsAsync<DkimSigningException>(async () => await Signer(options).PrepareAsync(Token));

        Assert.Equal($"Domain \"example.com\", selector \"s1\": {reason}", Assert.Single(exception.Problems));
        AssertNothingOf(pem, exception.ToString());
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        var options = new DkimSigningOptions();
        options.Domains.Add(new DkimSigningDomain { Domain = "a.example", Selector = "s1", KeyFile = "/nowhere/key.pem" });
        options.Domains.Add(new DkimSigningDomain { Domain = "b.example", Selector = "s1", GetKeyAsync = static _ => throw new InvalidOperationException("secret words") });
        options.Domains.Add(new DkimSigningDomain { Domain = "c.example", Selector = "s1", GetKeyAsync = static _ => ValueTask.FromResult<string>(null!) });

        var exception = await Assert.ThrowsAsync<DkimSigningException>(async () => await Signer(options).PrepareAsync(Token));

        Assert.Equal(
            [
                "Domain \"a.example\", selector \"s1\": the file /nowhere/key.pem is not there.",
                "Domain \"b.example\", selector \"s1\": GetKeyAsync failed with InvalidOperationException.",
                "Domain \"c.example\", selector \"s1\": what GetKeyAsync gave holds no PEM; a private key begins with -----BEGIN PRIVATE KEY----- or -----BEGIN RSA PRIVATE KEY-----.",
            ],
            exception.Problems);
        Assert.DoesNotContain("secret", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_that_contradict_each_other_are_told_without_any_key()
    {
        var options = new DkimSigningOptions { ExpireAfter = TimeSpan.Zero, WhenNoDomainMatches = (DkimUnmatchedAction)9 };
        options.Headers.Add("Received");
        options.OversignedHeaders.Add("a:b");
        options.Domains.Add(new DkimSigningDomain { Domain = "a.example", Selector = "s1" });
        options.Domains.Add(new DkimSigningDomain { Domain = "A.example", Selector = "S1", KeyFile = "a", KeyPem = "b" });
        options.Domains.Add(new DkimSigningDomain { Domain = "a..example", Selector = "s1", KeyPem = "b" });

        var problems = Assert.Throws<DkimSigningException>(() => new DkimMessageSigner(options)).Problems;

        Assert.Equal(8, problems.Count);
        foreach (var part in (string[])["WhenNoDomainMatches", "ExpireAfter", "Received must not", "\"a:b\"", "there is no key", "several keys", "cannot be a key record", "is there twice"])
        {
            Assert.Single(problems, problem => problem.Contains(part, StringComparison.Ordinal));
        }

        Assert.Equal("Domains: there is none to sign for.", Assert.Single(Assert.Throws<DkimSigningException>(static () => new DkimMessageSigner(new DkimSigningOptions())).Problems));
    }

    [Fact]
    public async Task The_published_key_is_compared_where_that_is_wanted()
    {
        var options = Options();
        options.CheckPublishedKeys = true;
        await new DkimMessageSigner(options, Zone(), Time, null).PrepareAsync(Token);

        var wrong = new ZoneResolver().Add("rsa._domainkey.example.com", "TXT", HandKey.OtherRsa2048.Record);
        var exception = await Assert.ThrowsAsync<DkimSigningException>(async () => await new DkimMessageSigner(options, wrong, Time, null).PrepareAsync(Token));

        Assert.Equal(2, exception.Problems.Count);
        Assert.Equal($"rsa._domainkey.example.com: the published key is not that of the private key. Publish: {HandKey.Rsa2048.Record}", exception.Problems[0]);
        Assert.StartsWith("ed._domainkey.example.com: The selector has no key record.", exception.Problems[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dns_that_does_not_answer_and_a_short_key_are_logged_and_mail_is_signed()
    {
        var options = Options(("rsa", HandKey.Rsa1024));
        options.CheckPublishedKeys = true;
        var log = new NotedLog();
        var signer = new DkimMessageSigner(options, new ZoneResolver().AddTimeout("rsa._domainkey.example.com"), Time, log);

        var signed = await signer.SignAsync(Content(Message), Token);

        Assert.True(DkimHand.Verify(Text(signed), 0, HandKey.Rsa1024));
        Assert.Equal(2, log.Warnings.Count);
        Assert.Contains("RSA with 1024 bits", log.Warnings[0], StringComparison.Ordinal);
        Assert.Contains("could not be looked up", log.Warnings[1], StringComparison.Ordinal);
        AssertNothingOf(HandKey.Rsa1024.Pem, log.All);
    }

    private static void AssertNothingOf(string pem, string text)
    {
        foreach (var line in pem.Split('\n').Where(static line => line.Length > 20 && !line.StartsWith("--", StringComparison.Ordinal)))
        {
            Assert.DoesNotContain(line[..20], text, StringComparison.Ordinal);
        }
    }
}
