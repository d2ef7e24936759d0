namespace Hotmail.Pacing.Reputation.Alerts;

/// <summary>
/// Wilson's interval for a share that was seen as k of n: (k + z²/2 ± z·√(k·(n − k)/n + z²/4)) / (n + z²). With z = 2.58 the true share is in it 99 times in 100.
/// </summary>
internal static class WilsonInterval
{
    private const double Z = 2.58;

    public static double Lower(long part, long whole) => whole == 0 ? 0 : Math.Max(0, (Middle(part) - Spread(part, whole)) / (whole + (Z * Z)));

    public static double Upper(long part, long whole) => whole == 0 ? 1 : Math.Min(1, (Middle(part) + Spread(part, whole)) / (whole + (Z * Z)));

    private static double Middle(long part) => part + (Z * Z / 2);

    private static double Spread(long part, long whole) => Z * Math.Sqrt(((double)part * (whole - part) / whole) + (Z * Z / 4));
}
