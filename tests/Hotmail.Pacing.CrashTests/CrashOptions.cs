using System.Globalization;

namespace Hotmail.Pacing.CrashTests;

/// <summary>What <c>tests/crash</c> was asked for.</summary>
/// <param name="Kills">How often a child is killed.</param>
/// <param name="Seed">What the instants of the kills, the messages and the damages are drawn from.</param>
/// <param name="Mode">What happens besides.</param>
internal sealed record CrashOptions(int Kills, int Seed, CrashMode Mode)
{
    public const string Usage = "usage: tests/crash --kills N [--seed S] [--full-disk | --damage]";

    /// <summary>The options, or <see langword="null"/> where they are wrong.</summary>
    public static CrashOptions? Parse(string[] arguments)
    {
        int? kills = null;
        var seed = Random.Shared.Next();
        var mode = CrashMode.Kill;
        for (var i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--kills" when TryNumber(arguments, ++i, out var value):
                    kills = value;
                    break;
                case "--seed" when TryNumber(arguments, ++i, out var value):
                    seed = value;
                    break;
                case "--full-disk" when mode == CrashMode.Kill:
                    mode = CrashMode.FullDisk;
                    break;
                case "--damage" when mode == CrashMode.Kill:
                    mode = CrashMode.Damage;
                    break;
                default:
                    return null;
            }
        }

        return kills is > 0 ? new CrashOptions(kills.Value, seed, mode) : null;
    }

    private static bool TryNumber(string[] arguments, int index, out int value)
    {
        value = 0;
        return index < arguments.Length && int.TryParse(arguments[index], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
