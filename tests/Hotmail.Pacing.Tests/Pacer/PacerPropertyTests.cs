using CsCheck;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>What is promised of the whole pacer (design.md, 8), whatever the host, the receivers and the observers do.</summary>
public sealed class PacerPropertyTests
{
    private static readonly Gen<(int Command, int First, int Second)[]> Scripts = Gen.Select(Gen.Int[0, 16], Gen.Int[0, 99], Gen.Int[0, 999]).Array[1, 40];

    private static readonly Gen<byte[]> Fates = Gen.OneOf(Gen.Byte, Gen.Byte[0, 6]).Array[1, 64];

    [Fact]
    public Task Every_accepted_recipient_is_settled_once_or_queued_and_no_limit_is_exceeded() =>
        Gen.Select(Scripts, Fates, Gen.Bool).SampleAsync(
            static async (script, fates, isStopPatient) =>
            {
                using var run = new PacerRun(fates);
                await run.PlayAsync(script, isStopPatient);
            },
            iter: 50);
}
