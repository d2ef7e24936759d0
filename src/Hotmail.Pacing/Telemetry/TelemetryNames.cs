using System.Text;
using Hotmail.Pacing.Control;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Transport;

namespace Hotmail.Pacing.Telemetry;

/// <summary>The enums' names as tags show them, made once. A value that a host's own classifier invented is <c>other</c>.</summary>
internal static class TelemetryNames
{
    public const string Other = "other";

    public static readonly int ClassCount = Enum.GetValues<ReplyClass>().Length;

    private static readonly string[] Classes = Array.ConvertAll(Enum.GetValues<ReplyClass>(), ReplyClassNames.ToName);
    private static readonly string[] Stages = Array.ConvertAll(Enum.GetNames<SmtpStage>(), Kebab);
    private static readonly string[] Failures = Array.ConvertAll(Enum.GetNames<TransportFailure>(), Kebab);
    private static readonly string[] Engagements = Array.ConvertAll(Enum.GetNames<Engagement>(), Kebab);
    private static readonly string[] Statuses = Array.ConvertAll(Enum.GetNames<RecipientStatus>(), Kebab);
    private static readonly string[] Phases = Array.ConvertAll(Enum.GetNames<PacingPhase>(), Kebab);

    public static string Of(ReplyClass value) => At(Classes, (int)value);

    public static string Of(SmtpStage value) => At(Stages, (int)value);

    public static string Of(TransportFailure value) => At(Failures, (int)value);

    public static string Of(Engagement value) => At(Engagements, (int)value);

    public static string Of(RecipientStatus value) => At(Statuses, (int)value);

    public static string Of(PacingPhase value) => At(Phases, (int)value);

    private static string At(string[] names, int index) => (uint)index < (uint)names.Length ? names[index] : Other;

    private static string Kebab(string name)
    {
        var kebab = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && kebab.Length > 0)
            {
                kebab.Append('-');
            }

            kebab.Append(char.ToLowerInvariant(letter));
        }

        return kebab.ToString();
    }
}
