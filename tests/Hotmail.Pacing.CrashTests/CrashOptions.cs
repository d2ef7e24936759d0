using System.Globalization;

namespace Hotmail.Pacing.CrashTests;

/// <summary>What <c>tests/crash</c> was asked for.</summary>
/// <param name="Kills">How often the child is killed.</param>
/// <param name="Seed">What the instants of the kills and the sizes of the messages are drawn from.</param>
internal sealed record CrashOptions(int Kills, int Seed)
{
    public const string Usage = "usage: tests/crash --kills N [--seed S]";

    /// <summary>The options, or <see langword="null"/> where they are wrong.</summary>
    public static CrashOptions? Parse(string[] arguments)
    {
        int? kills = null;
        var seed = Random.Shared.Next();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            if (i + 1 == arguments.Length || !int.TryParse(arguments[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            switch (arguments[i])
            {
                case "--kills":
                    kills = value;
                    break;
                case "--seed":
                    seed = value;
                    break;
                default:
                    return null;
            }
        }

        return kills is > 0 ? new CrashOptions(kills.Value, seed) : null;
    }
}
