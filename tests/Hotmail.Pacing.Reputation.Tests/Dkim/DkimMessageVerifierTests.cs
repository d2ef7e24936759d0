using System.Globalization;
using System.Text;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

public class DkimMessageVerifierTests
{
    private const string Name = "s1._domainkey.example.com";
    private const string Tags = "v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.com; s=s1; h=from:from:subject";
    private const string Message = "From: Ann <ann@example.com>\r\nTo: bob@example.net\r\nSubject: Hello  there\r\n\r\nFirst line \r\n\r\nsecond\tline\r\n\r\n\r\n";

    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("; c=simple/simple")]
    [InlineData("; c=relaxed/simple")]
    [InlineData("; c=simple/relaxed")]
    [InlineData("; c=relaxed")]
    [InlineData("; c=relaxed/relaxed; q=dns/txt; i=x@news.example.com; t=1777636800; x=1777636801; z=From:x; unknown=1")]
    public async Task A_signature_that_fits_passes(string more)
    {
        foreach (var (body, key) in new[] { (Message, HandKey.Rsa2048), (Message[..(Message.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)], HandKey.Rsa1024) })
        {
            var tags = Tags.Replace("; c=relaxed/relaxed", more, StringComparison.Ordinal);

            var result = await VerifyAsync(DkimHand.Sign(body, tags, key), key.Record);

            Assert.Equal((DkimVerdict.Pass, DkimFailure.None), (result.Verdict, result.Failure));
        }
    }

    [Theory]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; h=to", DkimFailure.Malformed, DkimVerdict.Neutral, "h= is there twice.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1", DkimFailure.Malformed, DkimVerdict.Neutral, "There is no h=, which a signature must have.")]
    [InlineData("v=1; a=rsa-sha256; d=; s=s1; h=from", DkimFailure.Malformed, DkimVerdict.Neutral, "There is no d=, which a signature must have.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; 1=x; h=from", DkimFailure.Malformed, DkimVerdict.Neutral, "\"1\" is not the name of a tag.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; l=x", DkimFailure.Malformed, DkimVerdict.Neutral, "l= is not a number.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; t=-1", DkimFailure.Malformed, DkimVerdict.Neutral, "t= is not a time in seconds since 1970.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; t=100; x=99", DkimFailure.Malformed, DkimVerdict.Neutral, "x= is not after t=: there is no time at which it is good.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from::to", DkimFailure.Malformed, DkimVerdict.Neutral, "h= has something that is not the name of a header field.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; i=ann", DkimFailure.Malformed, DkimVerdict.Neutral, "i= has no @.")]
    [InlineData("v=1; a=rsa-sha256; d=example..com; s=s1; h=from", DkimFailure.Malformed, DkimVerdict.Neutral, "s=s1 and d=example..com make no name that the DNS can be asked for.")]
    [InlineData("v=2; a=rsa-sha256; d=example.com; s=s1; h=from", DkimFailure.WrongVersion, DkimVerdict.Neutral, "v=2 is not known; there is v=1.")]
    [InlineData("v=1; a=rsa-sha512; d=example.com; s=s1; h=from", DkimFailure.Unsupported, DkimVerdict.Neutral, "a=rsa-sha512 is not known.")]
    [InlineData("v=1; a=rsa-sha256; c=loose; d=example.com; s=s1; h=from", DkimFailure.Unsupported, DkimVerdict.Neutral, "c=loose is not known.")]
    [InlineData("v=1; a=rsa-sha256; q=http; d=example.com; s=s1; h=from", DkimFailure.Unsupported, DkimVerdict.Neutral, "q=http is not known; there is q=dns/txt.")]
    [InlineData("v=1; a=rsa-sha1; d=example.com; s=s1; h=from", DkimFailure.Sha1, DkimVerdict.PermError, "a=rsa-sha1 uses SHA-1, which must not be accepted any more (RFC 8301).")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=to:subject", DkimFailure.FromNotSigned, DkimVerdict.PermError, "h= does not name From, so the sender is not signed.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; i=@badexample.com", DkimFailure.IdentityOutsideDomain, DkimVerdict.PermError, "i= is of badexample.com, which is not within d=example.com.")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; x=1777636000", DkimFailure.Expired, DkimVerdict.Policy, "It expired at 2026-05-01 11:46:40Z (x=).")]
    [InlineData("v=1; a=rsa-sha256; d=example.com; s=s1; h=from; t=1777638000", DkimFailure.FromTheFuture, DkimVerdict.Policy, "It says that it was made at 2026-05-01 12:20:00Z (t=), which is in the future.")]
    [InlineData("v=1; a=ed25519-sha256; d=example.com; s=s1; h=from", DkimFailure.KeyTypeDiffers, DkimVerdict.PermError, "The signature is ed25519-sha256, and the key record says k=rsa.")]
    public async Task A_signature_that_is_wrong_by_itself_says_why(string tags, DkimFailure failure, DkimVerdict verdict, string reason)
    {
        var result = await VerifyAsync(DkimHand.Sign(Message, tags, HandKey.Rsa2048), HandKey.Rsa2048.Record);

        Assert.Equal((failure, verdict, reason), (result.Failure, result.Verdict, result.Reason));
    }

    [Theory]
    [InlineData("bh=%%", "bh= is not base64.", "%")]
    [InlineData("bh=AAAA", "bh= is not a SHA-256 hash: it has 3 bytes where there are 32.", "AAAA")]
    public async Task A_hash_that_is_none_is_placed(string hash, string reason, string at)
    {
        var message = DkimHand.Sign(Message, Tags, HandKey.Rsa2048, bodyHash: hash["bh=".Length..]);

        var result = await VerifyAsync(message, HandKey.Rsa2048.Record);

        Assert.Equal((DkimFailure.Malformed, reason), (result.Failure, result.Reason));
        Assert.Equal(at, message["DKIM-Signature:".Length..][result.Position!.Value..][..at.Length]);
    }

    [Theory]
    [InlineData("v=DKIM1; p=", DkimFailure.KeyRevoked, DkimVerdict.PermError, "The key was revoked: p= of its record is empty.")]
    [InlineData("v=DKIM1; k=rsa", DkimFailure.KeyMalformed, DkimVerdict.PermError, "The key record is wrong. There is no p=, the key.")]
    [InlineData("v=DKIM2; p={key}", DkimFailure.KeyMalformed, DkimVerdict.PermError, "The key record is wrong. v= is not DKIM1: receivers ignore the record.")]
    [InlineData("v=DKIM1; h=sha1; p={key}", DkimFailure.HashNotAllowed, DkimVerdict.PermError, "The key may be used with sha1 only (h= of its record).")]
    [InlineData("v=DKIM1; s=tlsrpt; p={key}", DkimFailure.ServiceNotAllowed, DkimVerdict.PermError, "The key may be used for tlsrpt only (s= of its record).")]
    [InlineData("v=DKIM1; t=s; p={key}", DkimFailure.IdentityNotAllowed, DkimVerdict.PermError, "The key is for addresses of exactly example.com (t=s of its record), and i= is of news.example.com.")]
    [InlineData("v=DKIM1; k=ed25519; p={key}", DkimFailure.KeyMalformed, DkimVerdict.PermError, "The key record is wrong. An Ed25519 key has 32 bytes; p= has 294.")]
    [InlineData("v=DKIM1; k=foo; p={key}", DkimFailure.KeyTypeDiffers, DkimVerdict.PermError, "The signature is rsa-sha256, and the key record says k=foo.")]
    [InlineData("v=DKIM1; h=sha1:sha256; s=email:x; t=y; n=note; g=; p={key}", DkimFailure.None, DkimVerdict.Pass, "The signature fits the message.")]
    public async Task A_key_record_that_does_not_allow_it_says_why(string record, DkimFailure failure, DkimVerdict verdict, string reason)
    {
        var message = DkimHand.Sign(Message, $"{Tags}; i=ann@news.example.com", HandKey.Rsa2048);

        var result = await VerifyAsync(message, record.Replace("{key}", HandKey.Rsa2048.PublicBase64, StringComparison.Ordinal));

        Assert.Equal((failure, verdict, reason), (result.Failure, result.Verdict, result.Reason));
    }

    [Fact]
    public async Task Too_short_a_key_is_policy()
    {
        var result = await VerifyAsync(DkimHand.Sign(Message, Tags, HandKey.Rsa768), HandKey.Rsa768.Record);

        Assert.Equal((DkimFailure.KeyTooShort, DkimVerdict.Policy, 768), (result.Failure, result.Verdict, result.KeyBits));
    }

    [Fact]
    public async Task No_record_several_records_and_no_answer_are_three_things()
    {
        var message = Encoding.Latin1.GetBytes(DkimHand.Sign(Message, Tags, HandKey.Rsa2048));

        var none = await Verifier(new ZoneResolver()).VerifyAsync(message, Token);
        var two = await Verifier(new ZoneResolver().Add(Name, "TXT", HandKey.Rsa2048.Record).Add(Name, "TXT", HandKey.Rsa1024.Record)).VerifyAsync(message, Token);
        var silent = await Verifier(new ZoneResolver().AddTimeout(Name)).VerifyAsync(message, Token);
        var other = await Verifier(new ZoneResolver().Add(Name, "TXT", "verification=1").Add(Name, "TXT", HandKey.Rsa2048.Record)).VerifyAsync(message, Token);

        Assert.Equal((DkimFailure.KeyMissing, DkimVerdict.PermError), (none.Signatures[0].Failure, none.Signatures[0].Verdict));
        Assert.Equal((DkimFailure.SeveralKeys, DkimVerdict.PermError), (two.Signatures[0].Failure, two.Signatures[0].Verdict));
        Assert.Equal((DkimFailure.DnsFailed, DkimVerdict.TempError), (silent.Signatures[0].Failure, silent.Signatures[0].Verdict));
        Assert.Equal(["dkim-dns-failed"], silent.Issues.Select(static issue => issue.Code));
        Assert.Equal(IssueSeverity.Unknown, silent.Issues[0].Severity);
        Assert.True(other.Passes);
    }

    [Theory]
    [InlineData("second", "third", DkimFailure.BodyChanged)]
    [InlineData("\r\n\r\n\r\n", "\r\n\r\nBuy now.\r\n", DkimFailure.BodyChanged)]
    [InlineData("Hello", "Hallo", DkimFailure.HeaderChanged)]
    [InlineData("Subject: ", "X: ", DkimFailure.HeaderChanged)]
    [InlineData("To: ", "From: eve@example.org\r\nTo: ", DkimFailure.HeaderChanged)]
    [InlineData("h=from:from", "h=from:to:from", DkimFailure.HeaderChanged)]
    [InlineData("bob@", "eve@", DkimFailure.None)]
    [InlineData("Hello  there", "Hello \r\n there", DkimFailure.None)]
    [InlineData("First line ", "First   line", DkimFailure.None)]
    public async Task A_change_on_the_way_is_told_by_where_it_is(string old, string changed, DkimFailure failure)
    {
        var message = DkimHand.Sign(Message, Tags, HandKey.Rsa2048);
        Assert.Contains(old, message, StringComparison.Ordinal);

        var result = await VerifyAsync(message.Replace(old, changed, StringComparison.Ordinal), HandKey.Rsa2048.Record);

        Assert.Equal(failure, result.Failure);
        Assert.Equal(failure == DkimFailure.None ? DkimVerdict.Pass : DkimVerdict.Fail, result.Verdict);
    }

    [Fact]
    public async Task A_signature_of_another_key_is_told_from_a_changed_header_for_rsa()
    {
        var rsa = await VerifyAsync(DkimHand.Sign(Message, Tags, HandKey.OtherRsa2048), HandKey.Rsa2048.Record);
        var longer = await VerifyAsync(DkimHand.Sign(Message, Tags, HandKey.OtherRsa2048), HandKey.Rsa1024.Record);
        var ed25519 = await VerifyAsync(DkimHand.Sign(Message, Tags.Replace("rsa", "ed25519", StringComparison.Ordinal), HandKey.OtherEd25519), HandKey.Ed25519.Record);

        Assert.Equal([DkimFailure.KeyDiffers, DkimFailure.KeyDiffers, DkimFailure.HeaderChanged], new[] { rsa, longer, ed25519 }.Select(static result => result.Failure));
        Assert.Contains("or the signature was made with another key", ed25519.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("relaxed")]
    public async Task A_length_passes_with_a_warning_and_says_how_much_was_appended(string form)
    {
        var tags = $"{Tags.Replace("relaxed/relaxed", $"relaxed/{form}", StringComparison.Ordinal)}; l=10";
        var length = "First line\r\n\r\nsecond line\r\n".Length + (form == "simple" ? 1 : 0);
        var message = DkimHand.Sign(Message, tags, HandKey.Rsa2048);

        var asSigned = await Verifier(HandKey.Rsa2048.Record).VerifyAsync(Encoding.Latin1.GetBytes(message), Token);
        var appended = await VerifyAsync(message + "Buy now.\r\n", HandKey.Rsa2048.Record);
        var cut = await VerifyAsync(message.Replace("First line \r\n\r\nsecond\tline", "First", StringComparison.Ordinal), HandKey.Rsa2048.Record);

        Assert.Equal((DkimVerdict.Pass, length - 10), (asSigned.Signatures[0].Verdict, asSigned.Signatures[0].UnsignedBodyBytes));
        Assert.Contains(asSigned.Issues, static issue => issue is { Code: "dkim-body-length", Severity: IssueSeverity.Warning });
        Assert.Equal((DkimVerdict.Pass, length - 10 + 4 + 10), (appended.Verdict, appended.UnsignedBodyBytes));
        Assert.Equal((DkimFailure.BodyChanged, "The body was cut: l= says that 10 bytes were signed, and it has 7."), (cut.Failure, cut.Reason));
    }

    [Fact]
    public async Task Tags_may_stand_in_any_order_and_be_folded()
    {
        const string Folded = "h=from:\r\n\t subject\r\n ; d=example.com;\r\n\ts=s1; a=rsa-sha256;v=1;c=simple/simple";

        Assert.Equal(DkimVerdict.Pass, (await VerifyAsync(DkimHand.Sign(Message, Folded, HandKey.Rsa2048), HandKey.Rsa2048.Record)).Verdict);
    }

    [Fact]
    public async Task A_message_costs_no_more_than_its_limits()
    {
        var text = new StringBuilder();
        for (var index = 0; index < 1_500; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=s{index}; h=from; bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=; b=AAAA\r\n");
        }

        var zone = new ZoneResolver();
        var result = await Verifier(zone).VerifyAsync(Encoding.Latin1.GetBytes(text + Message), Token);

        Assert.Equal(1_500, result.Signatures.Count);
        Assert.Equal(10, zone.Questions.Count);
        Assert.All(result.Signatures.Skip(10), static one => Assert.Equal((DkimFailure.NotChecked, DkimVerdict.Neutral), (one.Failure, one.Verdict)));
        Assert.Single(result.Issues, static issue => issue.Code == "dkim-not-checked");

        var tooManyFields = await Verifier(zone).VerifyAsync(Encoding.Latin1.GetBytes(text.ToString() + text + Message), Token);
        Assert.Equal((0, "dkim-not-checked"), (tooManyFields.Signatures.Count, Assert.Single(tooManyFields.Issues).Code));

        var names = DkimHand.Sign(Message, $"v=1; a=rsa-sha256; d=example.com; s=s1; h=from{string.Concat(Enumerable.Repeat(":x", 500))}", HandKey.Rsa2048);
        Assert.Equal(DkimFailure.NotChecked, (await VerifyAsync(names, HandKey.Rsa2048.Record)).Failure);
    }

    [Fact]
    public async Task A_stream_is_read_up_to_its_limit()
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(DkimHand.Sign(Message, Tags, HandKey.Rsa2048)));
        var zone = new ZoneResolver().Add(Name, "TXT", HandKey.Rsa2048.Record);

        Assert.True((await Verifier(zone).VerifyStreamAsync(stream, Token)).Passes);
        stream.Position = 0;
        var small = new DkimMessageVerifier(zone, new DkimVerifierOptions { MaxMessageBytes = 100 }, new FakeTimeProvider());
        Assert.Equal("dkim-not-checked", Assert.Single((await small.VerifyStreamAsync(stream, Token)).Issues).Code);
    }

    [Fact]
    public async Task A_dns_that_never_answers_is_a_temporary_error_once_the_time_is_over()
    {
        var time = new FakeTimeProvider(Now);
        var verifier = new DkimMessageVerifier(new MuteResolver(), new DkimVerifierOptions(), time);
        var message = Encoding.Latin1.GetBytes(DkimHand.Sign(DkimHand.Sign(Message, Tags, HandKey.Rsa2048), Tags.Replace("s1", "s2", StringComparison.Ordinal), HandKey.Rsa2048));

        var verifying = verifier.VerifyAsync(message, Token).AsTask();
        time.Advance(TimeSpan.FromSeconds(19));
        Assert.False(verifying.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(2));
        var result = await verifying.WaitAsync(TimeSpan.FromSeconds(60), Token);

        Assert.Equal([DkimFailure.DnsFailed, DkimFailure.DnsFailed], result.Signatures.Select(static one => one.Failure));
        using var cancelled = new CancellationTokenSource();
        var another = verifier.VerifyAsync(message, cancelled.Token).AsTask();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => another);
    }

    [Theory]
    [InlineData(Message, "dkim-no-signature")]
    [InlineData("", "dkim-no-signature")]
    [InlineData("no header at all", "dkim-no-signature")]
    public async Task An_unsigned_message_is_an_issue(string message, string code) =>
        Assert.Equal(code, Assert.Single((await Verifier(new ZoneResolver()).VerifyAsync(Encoding.Latin1.GetBytes(message), Token)).Issues).Code);

    [Fact]
    public async Task Issues_say_what_to_mend_the_worst_first()
    {
        var tags = Tags.Replace("from:from", "from", StringComparison.Ordinal);
        var good = DkimHand.Sign(Message, tags, HandKey.Rsa1024);
        var verifier = Verifier(HandKey.Rsa1024.Record.Replace("k=rsa", "t=y", StringComparison.Ordinal));

        var passes = await verifier.VerifyAsync(Encoding.Latin1.GetBytes(good), Token);
        var both = await verifier.VerifyAsync(Encoding.Latin1.GetBytes(DkimHand.Sign(good, tags, HandKey.Rsa1024, bodyHash: Convert.ToBase64String(new byte[32]))), Token);
        var fails = await verifier.VerifyAsync(Encoding.Latin1.GetBytes(good.Replace("second", "third", StringComparison.Ordinal)), Token);

        Assert.Equal(["dkim-key-short", "dkim-key-testing", "dkim-from-not-oversigned"], passes.Issues.Select(static issue => issue.Code));
        Assert.Equal(["dkim-other-signature-fails"], both.Issues.Select(static issue => issue.Code).Except(passes.Issues.Select(static issue => issue.Code)));
        Assert.Equal(["dkim-signature-fails"], fails.Issues.Select(static issue => issue.Code));
        Assert.Contains("bh=", fails.Issues[0].Evidence, StringComparison.Ordinal);
    }

    private static async Task<DkimSignatureResult> VerifyAsync(string message, string record) =>
        Assert.Single((await Verifier(record).VerifyAsync(Encoding.Latin1.GetBytes(message), Token)).Signatures);

    private static DkimMessageVerifier Verifier(string record) => Verifier(new ZoneResolver().Add(Name, "TXT", record));

    private static DkimMessageVerifier Verifier(ZoneResolver zone) => new(zone, new DkimVerifierOptions(), new FakeTimeProvider(Now));

    private sealed class MuteResolver : IDnsResolver
    {
        public async ValueTask<DnsAnswer> ResolveAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return DnsAnswer.NoName;
        }
    }
}
