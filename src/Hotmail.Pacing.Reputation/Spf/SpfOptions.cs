namespace Hotmail.Pacing.Reputation.Spf;

/// <summary>How SPF is evaluated.</summary>
public sealed class SpfOptions
{
    /// <summary>How many lookups that find nothing are allowed before the result is <see cref="SpfVerdict.PermError"/>.</summary>
    /// <value>2, as RFC 7208 §4.6.4 recommends.</value>
    public int VoidLookupLimit { get; set; } = 2;

    /// <summary>How long one evaluation may take before its result is <see cref="SpfVerdict.TempError"/>.</summary>
    /// <value>20 seconds, the least that RFC 7208 §4.6.4 recommends.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The name of the host that receives, for <c>%{r}</c> in explanations.</summary>
    /// <value><c>unknown</c>.</value>
    public string ReceivingHost { get; set; } = "unknown";
}
