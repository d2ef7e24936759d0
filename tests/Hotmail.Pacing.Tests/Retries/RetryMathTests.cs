using CsCheck;
using Hotmail.Pacing.Retries;

namespace Hotmail.Pacing.Tests.Retries;

public sealed class RetryMathTests
{
    private static readonly Gen<TimeSpan> Spans = Gen.Long[0, TimeSpan.MaxValue.Ticks].Select(TimeSpan.FromTicks);
    private static readonly Gen<RetryBackoff> Backoffs = Gen.Enum<RetryBackoff>();

    [Theory]
    [InlineData(RetryBackoff.Exponential, 1, 30)]
    [InlineData(RetryBackoff.Exponential, 2, 45)]
    [InlineData(RetryBackoff.Exponential, 3, 67.5)]
    [InlineData(RetryBackoff.Exponential, 9, 240)]
    [InlineData(RetryBackoff.Linear, 3, 90)]
    [InlineData(RetryBackoff.Constant, 3, 30)]
    public void The_delay_grows_as_configured_without_rounding(RetryBackoff backoff, int attempts, double minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), RetryMath.Delay(backoff, TimeSpan.FromMinutes(30), 1.5, TimeSpan.FromHours(4), attempts));

    [Fact]
    public void The_delay_never_falls_and_stays_within_its_bounds() =>
        Gen.Select(Backoffs, Spans, Gen.Double[0, 100], Spans, Gen.Int[-5, int.MaxValue - 1]).Sample((backoff, initial, factor, longest, attempts) =>
        {
            var delay = RetryMath.Delay(backoff, initial, factor, longest, attempts);
            Assert.InRange(delay, TimeSpan.Zero, longest);
            Assert.True(delay <= RetryMath.Delay(backoff, initial, factor, longest, attempts + 1));
            Assert.True(delay >= (initial < longest ? initial : longest) - TimeSpan.FromTicks(1 << 10));
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(-3)]
    public void An_absurd_factor_does_no_harm(double factor) =>
        Assert.InRange(RetryMath.Delay(RetryBackoff.Exponential, TimeSpan.FromMinutes(1), factor, TimeSpan.FromHours(1), 5), TimeSpan.FromMinutes(1), TimeSpan.FromHours(1));

    [Fact]
    public void Jitter_stays_within_its_bounds() =>
        Gen.Select(Spans, Spans, Gen.Int).Sample((least, most, seed) =>
        {
            var jitter = RetryMath.Jitter(least, most, new Random(seed));
            Assert.InRange(jitter, least, most > least ? most : least);
        });

    [Fact]
    public void Adding_never_overflows() =>
        Assert.Equal(DateTimeOffset.MaxValue, RetryMath.Add(DateTimeOffset.MaxValue.AddDays(-1), TimeSpan.MaxValue));
}
