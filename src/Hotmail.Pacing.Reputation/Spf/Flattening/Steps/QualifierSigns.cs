using Hotmail.Pacing.Reputation.Spf.Records;

namespace Hotmail.Pacing.Reputation.Spf.Flattening.Steps;

internal static class QualifierSigns
{
    /// <summary>How a record writes it; pass goes without saying.</summary>
    public static string ToSign(this SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Fail => "-",
        SpfQualifier.SoftFail => "~",
        SpfQualifier.Neutral => "?",
        _ => "",
    };
}
