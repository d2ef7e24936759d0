using Hotmail.Pacing.Control;

namespace Hotmail.Pacing.Tests.Control;

public sealed class ControlOptionsTests
{
    [Fact]
    public void The_default_options_are_valid_and_are_the_default_settings()
    {
        Assert.Empty(new ControlOptions().Validate("X"));
        Assert.Equal(new ControlSettings(), new ControlOptions().ToSettings());
    }

    [Fact]
    public void Every_option_reaches_its_setting()
    {
        foreach (var option in typeof(ControlOptions).GetProperties())
        {
            var options = new ControlOptions();
            object other = option.GetValue(options) switch
            {
                int number => number + 1,
                double number => number / 2,
                bool flag => !flag,
                TimeSpan span => span * 2,
                CutHold => CutHold.SendCycle,
                _ => new[] { 3, 9 },
            };
            option.SetValue(options, other);

            var setting = typeof(ControlSettings).GetProperty(option.Name)!.GetValue(options.ToSettings());

            Assert.Equal(other, setting is IReadOnlyList<int> list ? list.ToArray() : setting);
        }

        var names = typeof(ControlSettings).GetProperties().Select(setting => setting.Name);
        Assert.Empty(names.Except(typeof(ControlOptions).GetProperties().Select(option => option.Name)));
    }

    [Fact]
    public void An_error_names_the_key_the_value_and_the_range()
    {
        var errors = new ControlOptions { WidespreadShare = 1.5 }.Validate("ProviderPacing:Groups:x:Control");

        Assert.Equal(["ProviderPacing:Groups:x:Control:WidespreadShare is 1.5, but must be from 0.05 to 1."], errors);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told()
    {
        var options = new ControlOptions
        {
            FloorConnections = 0,
            UsedShare = double.NaN,
            Hold = TimeSpan.Zero,
            PauseMin = TimeSpan.FromHours(13),
            RecoveryBelow = 60,
            Steps = [25, 20],
            CutHold = (CutHold)9,
        };

        Assert.Equal(7, options.Validate("C").Count());
    }

    [Fact]
    public void Scaling_touches_every_duration_and_nothing_else()
    {
        var scaled = new ControlOptions();
        scaled.Scale(0.5);
        foreach (var property in typeof(ControlOptions).GetProperties())
        {
            var before = property.GetValue(new ControlOptions());
            Assert.Equal(before is TimeSpan span ? span / 2 : before, property.GetValue(scaled));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => scaled.Scale(0));
    }
}
