using System.Globalization;

namespace Hotmail.Pacing.Control;

/// <content>The allowed ranges.</content>
public sealed partial class ControlOptions
{
    /// <summary>What is wrong with these options: a message for each, with the full key, the value and the allowed range.</summary>
    /// <param name="keyPrefix">The configuration key of the section, such as <c>ProviderPacing:Groups:microsoft-consumer:Control</c>.</param>
    public IEnumerable<string> Validate(string keyPrefix)
    {
        var errors = new List<string>();
        Number(nameof(FloorConnections), FloorConnections, 1, 1000);
        Number(nameof(RecoveryBelow), RecoveryBelow, 1, 10000);
        Number(nameof(ControlledUpTo), ControlledUpTo, 1, 10000);
        Number(nameof(ExpansionUpTo), ExpansionUpTo, 1, 10000);
        Number(nameof(AttemptsPerHold), AttemptsPerHold, 1, 1000000);
        Number(nameof(UsedShare), UsedShare, 0.1, 1);
        Number(nameof(UnconfirmedShare), UnconfirmedShare, 0.05, 1);
        Number(nameof(UnconfirmedLimit), UnconfirmedLimit, 1, 1000);
        Number(nameof(DropRun), DropRun, 1, 100);
        Number(nameof(UnreachableRun), UnreachableRun, 1, 100);
        Number(nameof(WidespreadShare), WidespreadShare, 0.05, 1);
        Number(nameof(WidespreadSamples), WidespreadSamples, 1, 1000000);
        Number(nameof(FloorRefusals), FloorRefusals, 1, 100);
        Number(nameof(BlockRun), BlockRun, 1, 1000);
        Number(nameof(PauseJitter), PauseJitter, 0, 1);
        Number(nameof(RecoveryStart), RecoveryStart, 1, 1000);
        Number(nameof(NewSourceStart), NewSourceStart, 1, 1000);
        Number(nameof(NewSourceHoldGrowth), NewSourceHoldGrowth, 1, 10);
        Number(nameof(NewSourceHoldShrink), NewSourceHoldShrink, 0.1, 1);
        Number(nameof(RateLimitedShare), RateLimitedShare, 0, 1);
        Number(nameof(RateCut), RateCut, 0.05, 0.95);
        Number(nameof(RateRaise), RateRaise, 1.01, 10);

        // One millisecond allows scaled time.
        Duration(nameof(Hold), Hold);
        Duration(nameof(LearnedHoldMin), LearnedHoldMin);
        Duration(nameof(LearnedHoldMax), LearnedHoldMax);
        Duration(nameof(SendCycle), SendCycle);
        Duration(nameof(Memory), Memory);
        Duration(nameof(ProvenFor), ProvenFor);
        Duration(nameof(RefusalWaitMin), RefusalWaitMin);
        Duration(nameof(RefusalWaitMax), RefusalWaitMax);
        Duration(nameof(RefusalWaitLimit), RefusalWaitLimit);
        Duration(nameof(ThirdRefusalAfter), ThirdRefusalAfter);
        Duration(nameof(UnreachableWait), UnreachableWait);
        Duration(nameof(OpeningWindow), OpeningWindow);
        Duration(nameof(OpeningRateProvenFor), OpeningRateProvenFor);
        Duration(nameof(WidespreadWindow), WidespreadWindow);
        Duration(nameof(PauseMin), PauseMin);
        Duration(nameof(PauseMax), PauseMax);
        Duration(nameof(PauseMemory), PauseMemory);
        Duration(nameof(DormantHold), DormantHold);
        Duration(nameof(NewSourceHoldMin), NewSourceHoldMin);
        Duration(nameof(NewSourceHoldMax), NewSourceHoldMax);
        Duration(nameof(RateWindow), RateWindow);

        Ordered(nameof(RecoveryBelow), RecoveryBelow, nameof(ControlledUpTo), ControlledUpTo);
        Ordered(nameof(ControlledUpTo), ControlledUpTo, nameof(ExpansionUpTo), ExpansionUpTo);
        Ordered(nameof(LearnedHoldMin), LearnedHoldMin, nameof(LearnedHoldMax), LearnedHoldMax);
        Ordered(nameof(RefusalWaitMin), RefusalWaitMin, nameof(RefusalWaitMax), RefusalWaitMax);
        Ordered(nameof(PauseMin), PauseMin, nameof(PauseMax), PauseMax);
        Ordered(nameof(NewSourceHoldMin), NewSourceHoldMin, nameof(NewSourceHoldMax), NewSourceHoldMax);
        for (var i = 0; i < Steps?.Count; i++)
        {
            if (Steps[i] < 1 || (i > 0 && Steps[i] <= Steps[i - 1]))
            {
                errors.Add(Text($"{keyPrefix}:{nameof(Steps)}:{i} is {Steps[i]}, but must be at least 1 and more than the step before."));
            }
        }

        if (!Enum.IsDefined(CutHold))
        {
            errors.Add(Text($"{keyPrefix}:{nameof(CutHold)} is {CutHold}, but must be {nameof(Control.CutHold.Learned)} or {nameof(Control.CutHold.SendCycle)}."));
        }

        return errors;

        void Number(string key, double value, double least, double most)
        {
            if (!(value >= least && value <= most))
            {
                errors.Add(Text($"{keyPrefix}:{key} is {value}, but must be from {least} to {most}."));
            }
        }

        void Duration(string key, TimeSpan value)
        {
            if (value < TimeSpan.FromMilliseconds(1) || value > TimeSpan.FromDays(365))
            {
                errors.Add(Text($"{keyPrefix}:{key} is {value}, but must be from 00:00:00.001 to 365.00:00:00."));
            }
        }

        void Ordered<T>(string key, T value, string mostKey, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(most) > 0)
            {
                errors.Add(Text($"{keyPrefix}:{key} is {value}, but must be at most {keyPrefix}:{mostKey}, which is {most}."));
            }
        }

        static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
