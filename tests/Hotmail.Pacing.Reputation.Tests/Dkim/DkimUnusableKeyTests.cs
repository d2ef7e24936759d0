using Hotmail.Pacing.Reputation.Dkim.Signing;
using static Hotmail.Pacing.Reputation.Tests.Dkim.SignedMessages;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>What keeps a signer from starting, because it would otherwise be found out by the first message.</summary>
public class DkimUnusableKeyTests
{
    private const string Message = "From: ann@example.com\r\n\r\nHello\r\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>One letter of it is wrong, as after a bad copy: each place is another number of the key, and none makes signatures that are right.</summary>
    [Fact]
    public async Task A_damaged_rsa_key_is_found_out_at_the_start()
    {
        var lines = HandKey.Rsa2048.RsaPem.Split('\n');
        for (var line = 8; line < lines.Length - 3; line += 4)
        {
            var damaged = (string[])lines.Clone();
            damaged[line] = (damaged[line][0] == 'A' ? 'B' : 'A') + damaged[line][1..];
            var signer = Signer(Options(static domain => domain.KeyPem = null, domain => domain.KeyPem = string.Join('\n', damaged)));

            var exception = await Assert.ThrowsAsync<DkimSigningException>(async () => await signer.PrepareAsync(Token));

            Assert.StartsWith("Domain \"example.com\", selector \"rsa\": ", Assert.Single(exception.Problems), StringComparison.Ordinal);
            Assert.DoesNotContain(lines[1][..20], exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_in_place_of_its_files_name_is_not_repeated()
    {
        var signer = Signer(Options(static domain => domain.KeyPem = null, static domain => domain.KeyFile = HandKey.Rsa2048.Pem));

        var exception = await Assert.ThrowsAsync<DkimSigningException>(async () => await signer.PrepareAsync(Token));

        Assert.Equal("Domain \"example.com\", selector \"rsa\": KeyFile is a key itself, not the name of a file; set KeyPem.", Assert.Single(exception.Problems));
    }

    [Fact]
    public async Task Keys_are_asked_for_once_however_many_messages_come_first()
    {
        var calls = 0;
        var gate = new TaskCompletionSource();
        var signer = Signer(Options(static domain => domain.KeyPem = null, domain => domain.GetKeyAsync = async _ =>
        {
            Interlocked.Increment(ref calls);
            await gate.Task;
            return HandKey.Rsa2048.Pem;
        }));

        var signed = Enumerable.Range(0, 5).Select(_ => signer.SignAsync(Content(Message), Token).AsTask()).ToList();
        gate.SetResult();

        Assert.All(await Task.WhenAll(signed), static content => Assert.True(DkimHand.Verify(Text(content), 0, HandKey.Rsa2048)));
        Assert.Equal(1, calls);
    }

    [Fact]
    public void A_signature_that_expires_in_the_second_it_was_made_is_refused()
    {
        var options = SignedMessages.Options();
        options.ExpireAfter = TimeSpan.FromMilliseconds(999);
        Assert.Contains("ExpireAfter", Assert.Single(Assert.Throws<DkimSigningException>(() => Signer(options)).Problems), StringComparison.Ordinal);

        options.ExpireAfter = TimeSpan.FromSeconds(1);
        Assert.NotNull(Signer(options));
    }

    [Fact]
    public async Task A_message_without_a_byte_has_no_sender() =>
        Assert.Equal("Content: it has no From field", (await Assert.ThrowsAsync<MessageSigningException>(async () => await Signer().SignAsync(Content("Bcc: ann@example.com\r\n"), Token))).Message);

    [Theory]
    [InlineData("ann@BÜCHER.example")]
    [InlineData("ann@xn--BCHER-KVA.example")]
    [InlineData("ann@news.bücher.example")]
    public async Task A_domain_in_another_script_signs_in_any_case(string from)
    {
        var options = Options(static _ => { }, static domain => domain.Domain = "Bücher.example");
        var content = MessageContent.FromBytes(System.Text.Encoding.UTF8.GetBytes($"From: {from}\r\n\r\nHello\r\n"));

        Assert.Equal("xn--bcher-kva.example", DkimHand.Tag(Text(await Signer(options).SignAsync(content, Token)), "d"));
    }

    private static DkimSigningOptions Options(params Action<DkimSigningDomain>[] changes)
    {
        var options = SignedMessages.Options(("rsa", HandKey.Rsa2048));
        foreach (var change in changes)
        {
            change(options.Domains[0]);
        }

        return options;
    }
}
