using System.Globalization;
using System.Net.Sockets;

namespace Hotmail.Pacing.Reputation.Spf.Macros;

/// <summary>What the macro letters stand for at one place of an evaluation.</summary>
/// <param name="Subject">Who is checked.</param>
/// <param name="Domain">The domain whose record is being evaluated.</param>
/// <param name="ValidatedName">The client's confirmed name, for <c>p</c>; null when nobody asked for it.</param>
internal readonly record struct MacroValues(SpfSubject Subject, string Domain, string? ValidatedName)
{
    /// <summary>The value of a letter, in lower case.</summary>
    public string Get(char letter) => letter switch
    {
        's' => $"{Subject.LocalPart}@{Subject.SenderDomain}",
        'l' => Subject.LocalPart,
        'o' => Subject.SenderDomain,
        'd' => Domain,
        'i' => Subject.DottedAddress,
        'p' => ValidatedName ?? "unknown",
        'v' => Subject.Client.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6",
        'h' => Subject.Helo,
        'c' => Subject.Client.ToString(),
        'r' => Subject.ReceivingHost,
        _ => Subject.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };
}
