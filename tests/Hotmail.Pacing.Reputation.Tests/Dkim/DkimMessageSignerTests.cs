using Hotmail.Pacing.Reputation.Dkim.Signing;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using static Hotmail.Pacing.Reputation.Tests.Dkim.SignedMessages;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

public class DkimMessageSignerTests
{
    private const string Header =
        "Received: from a\r\n\tby b\r\nfrom:  =?utf-8?q?J=C3=B6rg?=\r\n <joerg@Example.COM>\r\nReceived: from c by d\r\nTO : bob@example.net\r\nSubject: 8 bit \u00E9  text \r\nDate: today\r\n"
        + "MIME-Version: 1.0\r\nContent-type: multipart/mixed;\r\n\tboundary=x\r\nList-Unsubscribe: <https://example.com/u?x=1>,\r\n <mailto:u@example.com>\r\nX-Other: 1\r\n\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_the_message_is_made_of_its_own_bytes_follow_and_both_signatures_are_right()
    {
        var signer = Signer();
        foreach (var body in Bodies)
        {
            var content = Content(Header + body);

            var signed = await signer.SignAsync(content, Token);

            Assert.True(signed.Bytes.Span.EndsWith(content.Bytes.Span), body);
            var text = Text(signed);
            Assert.True(DkimHand.Verify(text, 0, HandKey.Rsa2048), body);
            Assert.True(DkimHand.Verify(text, 1, HandKey.Ed25519), body);
            var result = await VerifyAsync(signed.Bytes);
            Assert.Equal([DkimVerdict.Pass, DkimVerdict.Pass], result.Signatures.Select(static one => one.Verdict));
            Assert.Empty(result.Issues);
        }
    }

    [Fact]
    public async Task Signature_says_who_when_and_what_and_names_each_guarded_field_once_more()
    {
        var options = Options(("rsa", HandKey.Rsa2048));
        options.ExpireAfter = TimeSpan.FromDays(7);

        var signature = Assert.Single((await VerifyAsync((await Signer(options).SignAsync(Content(Header + "Hello\r\n"), Token)).Bytes)).Signatures);

        Assert.Equal(("example.com", "rsa", "rsa-sha256", 2048, null), (signature.Domain, signature.Selector, signature.Algorithm, signature.KeyBits, signature.UnsignedBodyBytes));
        Assert.Equal((Time.GetUtcNow(), Time.GetUtcNow().AddDays(7)), (signature.SignedAt, signature.ExpiresAt));
        Assert.Equal(
            ["cc:1", "content-type:2", "date:2", "from:2", "list-unsubscribe-post:1", "list-unsubscribe:2", "message-id:1", "mime-version:2", "reply-to:1", "subject:2", "to:2"],
            signature.SignedHeaders.GroupBy(static name => name.ToLowerInvariant()).Select(static group => $"{group.Key}:{group.Count()}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Subject: another\r\n")]
    [InlineData("From: eve@example.org\r\n")]
    [InlineData("Reply-To: eve@example.org\r\n")]
    [InlineData("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")]
    [InlineData("Content-Type: text/html\r\n")]
    public async Task Nobody_can_add_a_guarded_field(string field)
    {
        var signed = Text(await Signer().SignAsync(Content(Header + "Hello\r\n"), Token));

        Assert.True((await VerifyAsync(Content($"X-Added: 1\r\nReceived: by e\r\n{signed}").Bytes)).Passes);
        Assert.All((await VerifyAsync(Content(field + signed).Bytes)).Signatures, static one => Assert.Equal(DkimFailure.HeaderChanged, one.Failure));
    }

    [Fact]
    public async Task What_is_signed_can_be_signed_again_and_folds_at_most_78()
    {
        var once = await Signer(Options(("rsa", HandKey.Rsa2048))).SignAsync(Content(Header + "Hello\r\n"), Token);

        var twice = await Signer(Options(("ed", HandKey.Ed25519))).SignAsync(once, Token);

        Assert.Equal(["ed", "rsa"], (await VerifyAsync(twice.Bytes)).Signatures.Where(static one => one.Verdict == DkimVerdict.Pass).Select(static one => one.Selector));
        Assert.All(Text(twice).Split("\r\n").TakeWhile(static line => !line.StartsWith("Received", StringComparison.Ordinal)), static line => Assert.InRange(line.Length, 1, 80));
    }

    [Theory]
    [InlineData("ann@example.com", "example.com")]
    [InlineData("ann@NEWS.example.com", "news.example.com")]
    [InlineData("ann@a.b.example.com", "example.com")]
    [InlineData("ann@m\u00FCnchen.example", "xn--mnchen-3ya.example")]
    [InlineData("Ann <ann@example.com>, Bob <bob@example.org>", "example.com")]
    public async Task The_domain_of_From_signs_else_its_nearest_parent(string from, string domain)
    {
        var options = Options(("rsa", HandKey.Rsa2048));
        options.Domains.Add(new DkimSigningDomain { Domain = "News.Example.com", Selector = "rsa", KeyPem = HandKey.Rsa2048.Pem });
        options.Domains.Add(new DkimSigningDomain { Domain = "m\u00FCnchen.example", Selector = "rsa", KeyPem = HandKey.Rsa2048.Pem });
        var content = MessageContent.FromBytes(System.Text.Encoding.UTF8.GetBytes($"From: {from}\r\n\r\nHello\r\n"));

        var signed = Text(await Signer(options).SignAsync(content, Token));

        Assert.Equal(domain, DkimHand.Tag(signed[..signed.IndexOf("\r\nFrom", StringComparison.Ordinal)], "d"));
    }

    [Theory]
    [InlineData("From: ann@example.org\r\n", "no configured domain signs for its From domain example.org; there are: example.com")]
    [InlineData("From: ann@badexample.com\r\n", "no configured domain signs for its From domain badexample.com; there are: example.com")]
    [InlineData("From: ann\r\n", "its From field has no address with a domain")]
    [InlineData("From: \r\n", "its From field has no address with a domain")]
    [InlineData("Subject: x\r\n", "it has no From field")]
    [InlineData("", "it has no From field")]
    [InlineData(" folded\r\nFrom: a@example.com\r\n", "its header begins with a blank")]
    [InlineData("From: a@example.com\r\nFrom: b@example.com\r\n", "it has 2 From fields, where there must be one")]
    public async Task A_message_that_cannot_be_signed_is_refused(string header, string reason)
    {
        var exception = await Assert.ThrowsAsync<MessageSigningException>(async () => await Signer().SignAsync(Content($"{header}\r\nHello\r\n"), Token));

        Assert.Equal(reason, Assert.Single(exception.Problems).Reason);
    }

    [Fact]
    public async Task A_domain_without_a_key_goes_unsigned_where_that_is_wanted_and_the_log_says_so_once()
    {
        var options = Options();
        options.WhenNoDomainMatches = DkimUnmatchedAction.SendUnsigned;
        var log = new NotedLog();
        var signer = new DkimMessageSigner(options, resolver: null, Time, log);
        var content = Content("From: ann@example.org\r\n\r\nHello\r\n");

        Assert.Same(content, await signer.SignAsync(content, Token));
        Assert.Same(content, await signer.SignAsync(content, Token));

        Assert.Equal(["Mail from example.org goes unsigned: no configured domain signs for it"], log.Warnings);
    }

    [Fact]
    public async Task Threads_sign_side_by_side()
    {
        var signer = Signer();
        MessageContent[] contents = [.. Enumerable.Range(0, 200).Select(static index => Content($"{Header}Message {index}\r\n"))];
        var signed = new MessageContent[contents.Length];

        await Parallel.ForAsync(0, contents.Length, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Token }, async (index, token) => signed[index] = await signer.SignAsync(contents[index], token));

        Assert.All(signed, static content => Assert.True(DkimHand.Verify(Text(content), 0, HandKey.Rsa2048) && DkimHand.Verify(Text(content), 1, HandKey.Ed25519)));
        Assert.All(signed.Zip(contents), static pair => Assert.True(pair.First.Bytes.Span.EndsWith(pair.Second.Bytes.Span)));
    }
}
