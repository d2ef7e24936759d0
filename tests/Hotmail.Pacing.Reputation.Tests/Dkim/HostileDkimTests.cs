using System.Text;
using Hotmail.Pacing.Reputation.Dkim.Keys;
using Hotmail.Pacing.Reputation.Dkim.Verification;
using Hotmail.Pacing.Reputation.Issues;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Dkim;

/// <summary>Messages, records and resolvers that mean harm, or are broken: there is a result, and it costs little.</summary>
public class HostileDkimTests
{
    private const string Message = "From: ann@example.com\r\n\r\nHello\r\n";
    private const string Tags = "v=1; a=rsa-sha256; d=example.com; s=rsa; h=from";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("t=1; x=999999999999", DkimFailure.None)]
    [InlineData("x=253402300799", DkimFailure.None)]
    [InlineData("t=999999999998; x=999999999999", DkimFailure.FromTheFuture)]
    [InlineData("t=999999999999; x=999999999998", DkimFailure.Malformed)]
    [InlineData("t=100; x=100", DkimFailure.Malformed)]
    [InlineData("t=0; x=1", DkimFailure.Expired)]
    public async Task Times_at_the_ends_of_the_calendar_are_times(string times, DkimFailure failure)
    {
        var signed = Encoding.Latin1.GetBytes(DkimHand.Sign(Message, $"{Tags}; {times}", HandKey.Rsa2048));

        Assert.Equal(failure, Assert.Single((await SignedMessages.VerifyAsync(signed)).Signatures).Failure);
        var patient = new DkimMessageVerifier(SignedMessages.Zone(), new DkimVerifierOptions { ClockTolerance = TimeSpan.MaxValue }, SignedMessages.Time);
        Assert.Equal(failure == DkimFailure.Malformed ? failure : DkimFailure.None, Assert.Single((await patient.VerifyAsync(signed, Token)).Signatures).Failure);
    }

    [Fact]
    public async Task A_record_full_of_mistakes_is_told_by_its_first_ones_and_quoted_once_each()
    {
        var check = new DkimSelectorCheck(new ZoneResolver().Add("s._domainkey.example.com", "TXT", new string(';', 60_000)).Add("x._domainkey.example.com", "TXT", string.Concat(Enumerable.Repeat("p=;", 20_000))));

        foreach (var report in await check.CheckAllAsync("example.com", ["s", "x"], Token))
        {
            Assert.InRange(report.Issues.Count, 1, 25);
            Assert.InRange(report.Issues.Sum(static issue => issue.Evidence.Length), 1, 100_000);
            Assert.InRange(report.Record!.Errors.Count, 1, 20);
        }
    }

    [Fact]
    public async Task A_signature_field_of_megabytes_is_not_taken_apart()
    {
        var message = Encoding.Latin1.GetBytes($"DKIM-Signature: {Tags}; h2={new string(':', 2_000_000)}\r\n{Message}");
        var before = GC.GetTotalAllocatedBytes();

        var signature = Assert.Single((await SignedMessages.VerifyAsync(message)).Signatures);

        Assert.Equal((DkimVerdict.Neutral, DkimFailure.NotChecked), (signature.Verdict, signature.Failure));
        Assert.Empty(signature.SignedHeaders);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 8_000_000);
    }

    [Fact]
    public void A_key_that_takes_a_second_to_read_is_not_read()
    {
        var bytes = Enumerable.Repeat((byte)0xFF, 5_120 / 8).ToArray();
        var writer = new System.Formats.Asn1.AsnWriter(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteIntegerUnsigned(bytes);
            writer.WriteInteger(65537);
        }

        var record = DkimKeyRecord.Parse($"p={Convert.ToBase64String(writer.Encode())}");

        Assert.Equal("The RSA key is too long: 5120 bits with an exponent of 17, where 4096 and 64 are read.", Assert.Single(record.Errors).Reason);
    }

    [Fact]
    public async Task A_resolver_that_throws_has_failed()
    {
        var resolver = new Resolver(static _ => throw new InvalidOperationException("broken"));

        var result = await new DkimMessageVerifier(resolver, new DkimVerifierOptions(), SignedMessages.Time).VerifyAsync(Signed(), Token);
        var report = await new DkimSelectorCheck(resolver).CheckAsync("example.com", "rsa", Token);

        Assert.Equal((DkimVerdict.TempError, DkimFailure.DnsFailed), (result.Signatures[0].Verdict, result.Signatures[0].Failure));
        Assert.Contains("broken", result.Signatures[0].Reason, StringComparison.Ordinal);
        Assert.Equal(("dkim-dns-failed", IssueSeverity.Unknown), (Assert.Single(report.Issues).Code, report.Issues[0].Severity));
    }

    /// <summary>Sockets that are closed under a question throw what they like.</summary>
    [Fact]
    public async Task A_resolver_that_throws_something_else_when_the_time_is_over_has_not_answered_in_time()
    {
        var time = new FakeTimeProvider(SignedMessages.Time.GetUtcNow());
        var verification = new DkimMessageVerifier(Resolver.ClosesItsSocket, new DkimVerifierOptions(), time).VerifyAsync(Signed(), Token).AsTask();

        time.Advance(TimeSpan.FromSeconds(21));

        Assert.Equal(DkimFailure.DnsFailed, (await verification.WaitAsync(TimeSpan.FromMinutes(1), Token)).Signatures[0].Failure);
    }

    [Fact]
    public async Task A_guess_of_which_the_dns_says_nothing_is_told_as_unknown()
    {
        var check = new DkimSelectorCheck(new ZoneResolver().Add("s1._domainkey.example.com", "TXT", HandKey.Rsa2048.Record).AddTimeout("s2._domainkey.example.com"));

        var reports = await check.FindAsync("example.com", ["s1", "s2", "s3"], Token);

        Assert.Equal([("s1", ""), ("s2", "dkim-dns-failed")], reports.Select(static report => (report.Selector, string.Join(' ', report.Issues.Select(static issue => issue.Code)))));
    }

    private static byte[] Signed() => Encoding.Latin1.GetBytes(DkimHand.Sign(Message, Tags, HandKey.Rsa2048));
}
