using System.Net;
using Hotmail.Pacing.Reputation.Dns;
using Hotmail.Pacing.Reputation.Spf;
using Hotmail.Pacing.Reputation.Spf.Flattening;
using Hotmail.Pacing.Reputation.Spf.Records;
using Hotmail.Pacing.Reputation.Tests.Dns;
using Microsoft.Extensions.Time.Testing;

namespace Hotmail.Pacing.Reputation.Tests.Spf;

/// <summary>Records and resolvers that mean harm, or are broken: there is a result, and it costs little.</summary>
public class HostileSpfTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void A_name_of_many_labels_is_cut_in_one_go()
    {
        var name = string.Concat(Enumerable.Repeat("a.", 20_000)) + "example.com";
        var before = GC.GetAllocatedBytesForCurrentThread();

        var cut = DomainSpec.ToName(name);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.Equal(name[^253..], cut);
    }

    [Theory]
    [InlineData(253, "", 253)]
    [InlineData(254, "", 254)]
    [InlineData(240, "ab.cd.", 246)]
    [InlineData(249, "ab.cd.", 252)]
    [InlineData(253, "ab.cd.", 253)]
    [InlineData(254, "ab.cd.", 254)]
    public void No_more_labels_are_cut_than_must_be(int length, string before, int left) => Assert.Equal(left, DomainSpec.ToName(before + new string('x', length)).Length);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_resolver_that_throws_something_else_when_it_is_cancelled_breaks_nothing(bool isCancelled)
    {
        var time = new FakeTimeProvider();
        using var source = new CancellationTokenSource();
        var request = new SpfRequest { ClientAddress = IPAddress.Parse("192.0.2.1"), Helo = "mail.example.org", MailFrom = "a@example.com" };
        var evaluation = new SpfEvaluator(Resolver.ClosesItsSocket, new SpfOptions(), time).EvaluateAsync(request, source.Token).AsTask();

        if (isCancelled)
        {
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => evaluation.WaitAsync(TimeSpan.FromMinutes(1), Token));
            var flattening = new SpfFlattener(Resolver.ClosesItsSocket).FlattenAsync("example.com", source.Token).AsTask();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flattening.WaitAsync(TimeSpan.FromMinutes(1), Token));
            return;
        }

        time.Advance(TimeSpan.FromSeconds(21));
        Assert.Equal(SpfVerdict.TempError, (await evaluation.WaitAsync(TimeSpan.FromMinutes(1), Token)).Verdict);
    }

    [Fact]
    public void A_time_out_that_no_timer_can_have_is_refused_at_once() =>
        Assert.Throws<ArgumentOutOfRangeException>(static () => new SpfEvaluator(new ZoneResolver(), new SpfOptions { Timeout = TimeSpan.MaxValue }, TimeProvider.System));

    [Theory]
    [InlineData("user@BÜCHER.example")]
    [InlineData("user@bücher.EXAMPLE")]
    [InlineData("user@Bücher.example.")]
    public async Task A_domain_in_another_script_is_the_same_in_capital_letters(string mailFrom)
    {
        var zone = new ZoneResolver().Add("xn--bcher-kva.example", "TXT", "v=spf1 +all");

        var result = await new SpfEvaluator(zone).EvaluateAsync(new SpfRequest { ClientAddress = IPAddress.Parse("192.0.2.1"), Helo = "mail.example.org", MailFrom = mailFrom }, Token);

        Assert.Equal(SpfVerdict.Pass, result.Verdict);
        Assert.True(HostName.AreSame(mailFrom[5..], "xn--bcher-kva.example"));
    }
}
